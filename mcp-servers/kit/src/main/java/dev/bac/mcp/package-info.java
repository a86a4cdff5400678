/** Declaring, describing and running the tools of a domain server, apart from any transport. */
@NullMarked
package dev.bac.mcp;

import org.jspecify.annotations.NullMarked;
