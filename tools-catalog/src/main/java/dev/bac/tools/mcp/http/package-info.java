/** MCP's HTTP: one request, its answer as JSON or as a stream of events, and what authorizes it; both eras stand on it. */
@NullMarked
package dev.bac.tools.mcp.http;

import org.jspecify.annotations.NullMarked;
