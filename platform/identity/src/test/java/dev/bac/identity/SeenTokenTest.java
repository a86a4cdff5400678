package dev.bac.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A token whose signature was found good before is looked at as closely in every other respect. */
class SeenTokenTest {
    private static final String SERVER = "http://127.0.0.1:8080/mcp/finance";
    private static final Instant NOW = Instant.parse("2026-11-02T10:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final AtomicReference<KeyRing> ring = new AtomicReference<>(KeyRing.create(NOW.minusSeconds(60)));
    private final TokenVerifier verifier = new TokenVerifier("us", ring::get, now::get);
    private final Caller jane = new Caller(
            new TenantId(new UUID(0, 1)),
            new UserId(new UUID(0, 2)),
            "Jane",
            Set.of(Role.USER),
            Set.of(),
            Channel.WEB,
            Optional.empty());
    private final String token =
            new TokenIssuer("us", ring::get, now::get, UUID::randomUUID).mint(jane, SERVER, Duration.ofMinutes(5));

    SeenTokenTest() {
        assertThat(verifier.verify(token, SERVER)).isEqualTo(jane);
        assertThat(verifier.verify(token, SERVER)).isEqualTo(jane);
    }

    private void isRefused(String text, String audience) {
        assertThatExceptionOfType(TokenRefused.class).isThrownBy(() -> verifier.verify(text, audience));
    }

    @Test
    void isRefusedOnceItHasExpired() {
        now.set(NOW.plus(Duration.ofMinutes(6)));
        isRefused(token, SERVER);
    }

    @Test
    void isRefusedAtAnotherServer() {
        isRefused(token, "http://127.0.0.1:8080/mcp/crm");
    }

    @Test
    void isRefusedOnceItsKeyIsGone() {
        ring.set(KeyRing.create(NOW));
        isRefused(token, SERVER);
    }

    @Test
    void isRefusedWithAnyOtherSignature() {
        char last = token.charAt(token.length() - 5);
        isRefused(
                token.substring(0, token.length() - 5)
                        + (last == 'A' ? 'B' : 'A')
                        + token.substring(token.length() - 4),
                SERVER);
    }
}
