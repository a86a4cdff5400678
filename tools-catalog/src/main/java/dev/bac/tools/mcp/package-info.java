/** The host side of MCP: servers' tools over HTTP or standard streams, in the newest revision that both sides speak. */
@NullMarked
package dev.bac.tools.mcp;

import org.jspecify.annotations.NullMarked;
