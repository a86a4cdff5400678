/** Serving over HTTP and on stdio, tried as clients see it. */
@NullMarked
package dev.bac.mcp.serving;

import org.jspecify.annotations.NullMarked;
