/** Serving tools to MCP clients of 2025-11-25 and before, over HTTP and on stdio. */
@NullMarked
package dev.bac.mcp.serving;

import org.jspecify.annotations.NullMarked;
