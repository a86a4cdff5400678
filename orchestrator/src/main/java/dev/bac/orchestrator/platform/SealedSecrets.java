package dev.bac.orchestrator.platform;

import dev.bac.messaging.hook.SecretSeal;
import dev.bac.orchestrator.servers.SealingKey;
import java.util.Base64;
import java.util.Optional;

/** Messaging's secrets, sealed with the data folder's key. */
record SealedSecrets(SealingKey key) implements SecretSeal {
    @Override
    public String seal(String place, String text) {
        return Base64.getEncoder().encodeToString(key.seal(place, text));
    }

    @Override
    public Optional<String> open(String place, String sealed) {
        return key.open(place, Base64.getDecoder().decode(sealed));
    }
}
