package dev.bac.tools.mcp.foreign;

import dev.bac.tools.mcp.oauth.ClientIdentity;
import dev.bac.tools.mcp.oauth.Grant;
import java.util.Map;

/** How a server at an address is authorized to. The caller's own credential is never among the ways. */
public sealed interface Access {

    /** It asks for nothing. */
    record Open() implements Access {}

    /** The same headers with every request, such as {@code Authorization: Bearer <API key>}. */
    record Headers(Map<String, String> values) implements Access {
        public Headers {
            values = Map.copyOf(values);
        }

        @Override
        public String toString() {
            return "Headers" + values.keySet();
        }
    }

    /** OAuth, as MCP has it. */
    record Oauth(ClientIdentity identity, Grant grant) implements Access {}
}
