package dev.bac.orchestrator.platform;

import dev.bac.crm.CrmServer;
import dev.bac.mcp.DomainServer;
import java.util.List;
import java.util.Optional;

/** The domains there are. */
public final class Servers {
    private Servers() {}

    /** All of them, in the order they are listed everywhere. */
    public static List<DomainServer> all() {
        return List.of(CrmServer.declare());
    }

    /** One by its name. */
    public static Optional<DomainServer> find(String name) {
        return all().stream().filter(server -> server.name().equals(name)).findFirst();
    }
}
