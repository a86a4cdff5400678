/** MCP servers of others, which an admin has added: nothing they say of themselves is believed without him. */
@NullMarked
package dev.bac.tools.mcp.foreign;

import org.jspecify.annotations.NullMarked;
