/** Answering requests of MCP 2026-07-28, apart from any transport: each is complete in itself. */
@NullMarked
package dev.bac.mcp.modern;

import org.jspecify.annotations.NullMarked;
