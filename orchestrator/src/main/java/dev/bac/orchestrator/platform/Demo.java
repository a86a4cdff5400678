package dev.bac.orchestrator.platform;

import dev.bac.store.TenantSettings;
import java.time.LocalDate;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** A company to try everything on. */
public interface Demo {

    TenantSettings settings();

    /** What its servers are seeded with, in order; the same day gives the same seeds. */
    List<Seeding> seeds(LocalDate today);

    /**
     * One call of a server's {@code tenant_seed}.
     *
     * @param server such as {@code crm}
     * @param seed in the form of the server's seed type; as JSON at most 4 MiB
     */
    record Seeding(String server, ObjectNode seed) {}
}
