package dev.bac.tools.mcp.foreign;

import dev.bac.tools.Tool;
import java.util.List;
import java.util.Optional;

/** Which definitions an admin has accepted, and which wait for him. Implementations must outlive the process. */
public interface Pins {

    /** A definition that differs from the accepted one: it is not offered until somebody accepts it. */
    record Quarantined(String server, Tool changed, String hash) {}

    /** The hash of the accepted definition; empty for a tool never seen. */
    Optional<String> accepted(String server, String tool);

    /** Takes a definition for good: the first one that is seen, and any that an admin accepts. */
    void accept(String server, String tool, String hash);

    /** Keeps a changed definition for an admin; the same one again changes nothing. */
    void quarantine(Quarantined changed);

    /** What waits, to be shown beside what was accepted. */
    List<Quarantined> waiting();
}
