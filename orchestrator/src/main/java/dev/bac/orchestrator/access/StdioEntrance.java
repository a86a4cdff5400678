package dev.bac.orchestrator.access;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.TenantId;
import java.util.Optional;

/**
 * Makes the caller of a client that started the server as its own process. Whoever can read the data folder is its
 * owner; they name whom they act for.
 */
public final class StdioEntrance {
    private final Members members;

    public StdioEntrance(Members members) {
        this.members = members;
    }

    public Optional<Caller> caller(TenantId company, String user) {
        return members.find(company, user).map(member -> Entrance.caller(member, Channel.MCP));
    }
}
