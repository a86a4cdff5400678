package dev.bac.llm.routing.task;

import dev.bac.identity.Caller;
import dev.bac.llm.Message;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Requests carry no conversation's id, and clients of the gateway know none. What begins alike under the same person is
 * one conversation: vendors' prompt caches see it the same way.
 */
final class Conversations {
    private static final int BYTES = 12;

    private Conversations() {}

    static String key(Caller caller, List<Message> messages) {
        var digest = sha256();
        digest.update(caller.tenant().toString().getBytes(StandardCharsets.UTF_8));
        digest.update(caller.user().toString().getBytes(StandardCharsets.UTF_8));
        for (Message message : messages) {
            if (message instanceof Message.Instructions(String text)) {
                digest.update(text.getBytes(StandardCharsets.UTF_8));
            } else if (message instanceof Message.User user) {
                digest.update(user.text().getBytes(StandardCharsets.UTF_8));
                break;
            }
        }
        return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
