/** Messages of MCP 2026-07-28 as records, and how they are read and written; shared by our servers and our host. */
@NullMarked
package dev.bac.mcp.wire;

import org.jspecify.annotations.NullMarked;
