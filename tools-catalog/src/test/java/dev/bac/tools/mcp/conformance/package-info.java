/** The client that the official suite runs: the host's own parts, wired for one scenario. */
@NullMarked
package dev.bac.tools.mcp.conformance;

import org.jspecify.annotations.NullMarked;
