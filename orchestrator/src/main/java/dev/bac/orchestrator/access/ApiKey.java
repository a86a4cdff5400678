package dev.bac.orchestrator.access;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A key as lists show it; the key itself was shown once and is not kept.
 *
 * @param shown its beginning
 */
public record ApiKey(
        UUID id,
        String shown,
        String label,
        Member member,
        Instant created,
        Optional<Instant> expires,
        Optional<Instant> revoked) {}
