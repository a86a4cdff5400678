package dev.bac.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Invariant: the proof of an approval cannot be made, changed or kept for later by anybody else. */
class GrantTest {
    private static final Instant NOW = Instant.parse("2026-11-02T10:00:00Z");
    private static final String ISSUER = "http://127.0.0.1:8080";
    private static final KeyRing RING = KeyRing.create(NOW);
    private final Grants grants = new Grants(ISSUER, () -> RING, () -> NOW);
    private final Grant grant = new Grant(
            "g-1",
            new TenantId(new UUID(0, 1)),
            "finance_invoice_create",
            "ab12",
            "run-1",
            "call-1",
            "v1",
            new UserId(new UUID(0, 2)),
            NOW.plusSeconds(600));

    @Test
    void comesBackAsItWasSigned() {
        assertThat(grants.verify(grants.sign(grant))).isEqualTo(grant);
    }

    @Test
    void expires() {
        var later = new Grants(ISSUER, () -> RING, () -> NOW.plusSeconds(700));
        String text = grants.sign(grant);
        assertThatThrownBy(() -> later.verify(text)).hasMessage("expired");
    }

    @Test
    void isVoidWhenSignedByAnotherRing() {
        String forged = new Grants(ISSUER, () -> KeyRing.create(NOW), () -> NOW).sign(grant);
        assertThatThrownBy(() -> grants.verify(forged)).isInstanceOf(TokenRefused.class);
    }

    @Test
    void anAccessTokenIsNoGrant() {
        var caller = new Caller(
                grant.tenant(), grant.approvedBy(), "Jane", Set.of(), Set.of(), Channel.WEB, Optional.empty());
        String token = new TokenIssuer(ISSUER, () -> RING, () -> NOW, UUID::randomUUID)
                .mint(caller, "bac-grant", Duration.ofMinutes(1));
        assertThatThrownBy(() -> grants.verify(token)).isInstanceOf(TokenRefused.class);
    }
}
