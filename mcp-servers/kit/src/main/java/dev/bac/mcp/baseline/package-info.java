/** What the servers' speed is measured against: the MCP Java SDK with nothing around it. */
@NullMarked
package dev.bac.mcp.baseline;

import org.jspecify.annotations.NullMarked;
