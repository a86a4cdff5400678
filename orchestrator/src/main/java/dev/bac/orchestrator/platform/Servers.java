package dev.bac.orchestrator.platform;

import dev.bac.crm.CrmServer;
import dev.bac.erp.ErpServer;
import dev.bac.finance.FinanceServer;
import dev.bac.mcp.DomainServer;
import dev.bac.messaging.MessagingServer;
import dev.bac.messaging.vendor.Vendors;
import dev.bac.orchestrator.config.Settings;
import dev.bac.provisioning.ProvisioningServer;
import dev.bac.provisioning.preset.Presets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The domains there are. */
public final class Servers {
    /** Their names, in the order they are listed everywhere. */
    public static final List<String> NAMES = List.of("crm", "erp", "finance", "messaging", "provisioning");

    private Servers() {}

    /**
     * All of them.
     *
     * @param vendors what messaging submits to; a channel without one holds its messages
     */
    public static List<DomainServer> all(Vendors vendors) {
        return List.of(
                CrmServer.declare(),
                ErpServer.declare(),
                FinanceServer.declare(),
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
