/** Trying the tools of a domain with JSON in and JSON out. */
@NullMarked
package dev.bac.mcp.testing;

import org.jspecify.annotations.NullMarked;
