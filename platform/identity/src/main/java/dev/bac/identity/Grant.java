package dev.bac.identity;

import java.time.Instant;

/**
 * Somebody's agreement to one call: what was shown is what may run, once.
 *
 * @param id single use: consumed in the write's own transaction
 * @param argumentsHash SHA-256 over the canonical arguments, in hexadecimal
 * @param run the run that waits for it
 * @param step the call within the run
 * @param policyVersion the rules in force when it was given; a later version makes it void
 */
public record Grant(
        String id,
        TenantId tenant,
        String tool,
        String argumentsHash,
        String run,
        String step,
        String policyVersion,
        UserId approvedBy,
        Instant expires) {}
