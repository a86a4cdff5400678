package dev.bac.messaging.hook;

import java.util.Optional;

/** Encrypts what must be read again but not by who reads the database. */
public interface SecretSeal {
    /** @param place where it is kept; it opens nowhere else */
    String seal(String place, String text);

    /** Empty when it was sealed under another key or for another place. */
    Optional<String> open(String place, String sealed);
}
