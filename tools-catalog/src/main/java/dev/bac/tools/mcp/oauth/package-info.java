/** The OAuth client of MCP's authorization: finds the authorization server, registers, gets and renews tokens. */
@NullMarked
package dev.bac.tools.mcp.oauth;

import org.jspecify.annotations.NullMarked;
