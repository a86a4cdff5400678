/** The host side of MCP: our servers' tools over streamable HTTP. The only package here that knows the MCP SDK. */
@NullMarked
package dev.bac.tools.mcp;

import org.jspecify.annotations.NullMarked;
