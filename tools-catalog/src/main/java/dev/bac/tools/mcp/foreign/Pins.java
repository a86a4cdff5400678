package dev.bac.tools.mcp.foreign;

import dev.bac.identity.TenantId;
import dev.bac.tools.Tool;
import java.util.List;
import java.util.Map;

/**
 * Which definitions a company's admin has accepted, and which wait for him. Implementations must outlive the process.
 * Each company accepts for itself.
 */
public interface Pins {

    /** A definition that differs from the accepted one: it is not offered until somebody accepts it. */
    record Quarantined(String server, Tool changed, String hash) {}

    /** The hashes of the accepted definitions, by tool; empty for a server never seen. */
    Map<String, String> accepted(TenantId tenant, String server);

    /**
     * Takes definitions of tools that have none yet. Of two processes that see a tool first, one wins.
     *
     * @param hashes by tool; of a tool that has one it changes nothing
     */
    void first(TenantId tenant, String server, Map<String, String> hashes);

    /** Takes a definition for good, as an admin has seen it; it waits no more. */
    void accept(TenantId tenant, String server, String tool, String hash);

    /** Keeps what waits of this server from now on; what it no longer says does not wait any more. */
    void quarantine(TenantId tenant, String server, List<Quarantined> changed);

    /** What waits, by server and tool, to be shown to an admin. */
    List<Quarantined> waiting(TenantId tenant);
}
