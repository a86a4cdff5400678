package dev.bac.tools.mcp;

import dev.bac.identity.Caller;
import dev.bac.tools.mcp.session.Session;

/** Opens sessions with one server, in the newest revision that both speak. */
public interface Connector {

    /** The server's name, and where it is, for messages. */
    String place();

    /**
     * A session.
     *
     * @throws RuntimeException as {@link Session} does, when the server cannot be reached or refuses
     */
    Session open(Caller caller);

    /** True when one session may serve all callers, because nothing of a caller stays behind in it. */
    boolean shared();
}
