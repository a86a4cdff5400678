package dev.bac.tools.mcp.foreign;

import dev.bac.tools.mcp.oauth.ClientIdentity;
import dev.bac.tools.mcp.oauth.Grant;

/** How a server at an address is authorized to. The caller's own credential is never among the ways. */
public sealed interface Access {

    /** It asks for nothing. */
    record Open() implements Access {}

    /** The same header with every request, such as {@code Bearer <API key>}. */
    record Header(String value) implements Access {

        @Override
        public String toString() {
            return "Header[…]";
        }
    }

    /** OAuth, as MCP has it. */
    record Oauth(ClientIdentity identity, Grant grant) implements Access {}
}
