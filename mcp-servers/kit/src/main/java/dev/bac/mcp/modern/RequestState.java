package dev.bac.mcp.modern;

import dev.bac.mcp.wire.RpcError;
import dev.bac.mcp.wire.RpcException;
import dev.bac.mcp.wire.WireJson;
import dev.bac.store.CanonicalJson;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the server wants to remember between two rounds of one request, kept by the client. It comes back from whoever
 * sends it, so it is sealed (AES-256-GCM) and names who asked, what was asked and until when; anything else is refused.
 * The seal does not make it single use: whoever acts on it consumes {@link Opened#id} in the same transaction.
 *
 * @param keys 32 bytes, the same in every copy of the server
 * @param ids unguessable or not, but never twice
 * @param life how long a person may think
 */
public record RequestState(
        Supplier<SecretKey> keys, Supplier<UUID> ids, Supplier<byte[]> nonces, InstantSource clock, Duration life) {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int LONGEST = 64 * 1024;
    private static final byte[] PURPOSE = "bac mcp request state 1".getBytes(StandardCharsets.UTF_8);

    /**
     * A state that is ours, of this caller, for this request, and in time.
     *
     * @param id names it, for using it once
     */
    public record Opened(String id, ObjectNode data) {}

    /**
     * Seals what to remember.
     *
     * @param method and {@code salient}: what the retry must ask for again
     */
    public String seal(Exchange exchange, String method, JsonNode salient, ObjectNode data) {
        var payload = WireJson.object()
                .put("id", ids.get().toString())
                .put("who", principal(exchange))
                .put("what", digest(method, salient))
                .put("until", clock.instant().plus(life).toEpochMilli());
        payload.set("data", data);
        byte[] nonce = nonces.get();
        byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, WireJson.mapper().writeValueAsBytes(payload));
        byte[] whole = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
        System.arraycopy(sealed, 0, whole, NONCE_BYTES, sealed.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    }

    /** @throws RpcException with {@link RpcError#INVALID_PARAMS} when it is changed, late, or another request's */
    public Opened open(Exchange exchange, String method, JsonNode salient, String state) {
        if (state.length() > LONGEST) {
            throw refused("is none that this server gave");
        }
        JsonNode payload = payload(state);
        if (!same(payload.path("who"), principal(exchange)) || !same(payload.path("what"), digest(method, salient))) {
            throw refused("belongs to another request");
        }
        if (clock.instant().toEpochMilli() > payload.path("until").asLong(0)) {
            throw refused("is too old");
        }
        return new Opened(payload.path("id").asString(), (ObjectNode) payload.path("data"));
    }

    private JsonNode payload(String state) {
        try {
            byte[] whole = Base64.getUrlDecoder().decode(state);
            if (whole.length <= NONCE_BYTES) {
                throw refused("is none that this server gave");
            }
            var bytes = ByteBuffer.wrap(whole);
            byte[] nonce = new byte[NONCE_BYTES];
            bytes.get(nonce);
            byte[] sealed = new byte[bytes.remaining()];
            bytes.get(sealed);
            return WireJson.parse(cipher(Cipher.DECRYPT_MODE, nonce, sealed));
        } catch (IllegalArgumentException e) {
            throw refused("is none that this server gave");
        }
    }

    private byte[] cipher(int mode, byte[] nonce, byte[] text) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, keys.get(), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(PURPOSE);
            return cipher.doFinal(text);
        } catch (javax.crypto.AEADBadTagException e) {
            throw new IllegalArgumentException("changed", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the state cannot be sealed", e);
        }
    }

    /** The agent counts: what a person began is not an agent's to finish. */
    private static String principal(Exchange exchange) {
        var caller = exchange.caller();
        String agent = caller.actor().map(actor -> actor.agent()).orElse("");
        return caller.tenant() + " " + caller.user() + " " + agent;
    }

    private static String digest(String method, JsonNode salient) {
        var asked = WireJson.object().put("method", method);
        asked.set("salient", salient);
        return CanonicalJson.sha256(asked);
    }

    private static boolean same(JsonNode given, String wanted) {
        return MessageDigest.isEqual(
                given.asString("").getBytes(StandardCharsets.UTF_8), wanted.getBytes(StandardCharsets.UTF_8));
    }

    private static RpcException refused(String why) {
        return new RpcException(
                RpcError.INVALID_PARAMS, "params.requestState " + why + ". Send the request again without it.");
    }
}
