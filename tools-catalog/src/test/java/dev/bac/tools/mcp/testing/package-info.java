/** Servers for tests, real ones on a port of their own. */
@NullMarked
package dev.bac.tools.mcp.testing;

import org.jspecify.annotations.NullMarked;
