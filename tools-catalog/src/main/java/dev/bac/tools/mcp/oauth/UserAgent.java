package dev.bac.tools.mcp.oauth;

import dev.bac.identity.Caller;
import java.net.URI;

/** The browser of the person on whose behalf a server is called. */
@FunctionalInterface
public interface UserAgent {

    /**
     * Shows the authorization page and waits until the browser comes back.
     *
     * @param authorize the page, with all its parameters
     * @return the address it came back to, with all its parameters
     * @throws OauthFailure when nobody comes back within the implementation's limit
     */
    URI visit(Caller caller, URI authorize);
}
