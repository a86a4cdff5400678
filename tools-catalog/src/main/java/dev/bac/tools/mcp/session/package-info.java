/** What the host does with an MCP server of either era: list its tools, call them, and be asked while a call runs. */
@NullMarked
package dev.bac.tools.mcp.session;

import org.jspecify.annotations.NullMarked;
