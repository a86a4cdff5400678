/** What arguments mean: the bounds they keep, the record they name, the filter and the page they ask for. */
@NullMarked
package dev.bac.mcp.argument;

import org.jspecify.annotations.NullMarked;
