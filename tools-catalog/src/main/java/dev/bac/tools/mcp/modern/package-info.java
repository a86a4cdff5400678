/** MCP 2026-07-28, the client's side: stateless requests over HTTP or a process's standard streams. */
@NullMarked
package dev.bac.tools.mcp.modern;

import org.jspecify.annotations.NullMarked;
