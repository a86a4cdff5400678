package dev.bac.store.journal;

import dev.bac.identity.TenantId;
import tools.jackson.databind.JsonNode;

/**
 * Work whose time has come.
 *
 * @param instance what {@link Scheduler#schedule} named it
 * @param payload what was given along
 */
public record ScheduledCall(TenantId tenant, String instance, JsonNode payload) {

    /** Does the work. It may be called again for the same instance, here or on another node. */
    @FunctionalInterface
    public interface Handler {
        void run(ScheduledCall call);
    }
}
