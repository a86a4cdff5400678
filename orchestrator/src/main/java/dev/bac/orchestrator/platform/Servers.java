package dev.bac.orchestrator.platform;

import dev.bac.crm.CrmServer;
import dev.bac.erp.ErpServer;
import dev.bac.finance.FinanceServer;
import dev.bac.knowledge.KnowledgeLimits;
import dev.bac.knowledge.KnowledgeServer;
import dev.bac.mcp.DomainServer;
import dev.bac.messaging.MessagingServer;
import dev.bac.messaging.vendor.Vendors;
import dev.bac.orchestrator.config.Settings;
import dev.bac.provisioning.ProvisioningServer;
import dev.bac.provisioning.preset.Presets;
import dev.bac.retrieval.Embedder;
import dev.bac.retrieval.VectorStore;
import dev.bac.retrieval.VectorStoreInMemory;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The domains there are. */
public final class Servers {
    /** Their names, in the order they are listed everywhere. */
    public static final List<String> NAMES = List.of("crm", "erp", "finance", "knowledge", "messaging", "provisioning");

    /** Passages of one collection of documents. */
    private static final int PASSAGES = 50_000;

    private Servers() {}

    /** All of them, where documents are found by their words only. */
    public static List<DomainServer> all(Vendors vendors) {
        return all(vendors, Embedder.none(), passages(), KnowledgeLimits.USUAL);
    }

    /** Where the meanings of documents are kept in this process. */
    static VectorStore passages() {
        return new VectorStoreInMemory(PASSAGES);
    }

    /**
     * All of them.
     *
     * @param vendors what messaging submits to; a channel without one holds its messages
     * @param embedder what documents are known by their meaning with
     * @param passages where those meanings are searched
     */
    static List<DomainServer> all(Vendors vendors, Embedder embedder, VectorStore passages, KnowledgeLimits limits) {
        return List.of(
                CrmServer.declare(),
                ErpServer.declare(),
                FinanceServer.declare(),
                KnowledgeServer.declare(embedder, passages, limits),
                MessagingServer.declare(vendors),
                ProvisioningServer.declare(Presets.load()));
    }

    /** One by its name. */
    public static Optional<DomainServer> find(String name, Vendors vendors) {
        return all(vendors).stream()
                .filter(server -> server.name().equals(name))
                .findFirst();
    }

    /** One by its name, with messaging's vendors as they are configured. */
    public static Optional<DomainServer> find(String name, Settings settings, Clock clock) {
        return find(
                name,
                Messengers.of(settings.messaging(), ActiveTenants.none(clock), clock)
                        .vendors());
    }
}
