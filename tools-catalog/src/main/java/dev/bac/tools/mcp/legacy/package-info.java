/** MCP up to 2025-11-25, the client's side, on the MCP Java SDK: the only package here that knows it. */
@NullMarked
package dev.bac.tools.mcp.legacy;

import org.jspecify.annotations.NullMarked;
