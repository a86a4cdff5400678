package dev.bac.orchestrator.access;

import dev.bac.identity.TenantId;
import dev.bac.store.TenantSettings;

/**
 * A tenant as the platform knows it.
 *
 * @param slug the short name people type, such as {@code demo}
 */
public record Company(TenantId id, String slug, TenantSettings settings, State state) {

    /** Where it is in its life. */
    public enum State {
        PREPARING,
        ACTIVE,
        SUSPENDED,
        CLOSED
    }
}
