/** Tests of what arguments mean. */
@NullMarked
package dev.bac.mcp.argument;

import org.jspecify.annotations.NullMarked;
