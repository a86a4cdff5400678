/** Serving tools to MCP clients of both eras, over HTTP and on stdio. */
@NullMarked
package dev.bac.mcp.serving;

import org.jspecify.annotations.NullMarked;
