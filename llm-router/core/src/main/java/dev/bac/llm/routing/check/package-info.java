/** Compares the catalogue with somebody else's list of prices. */
@NullMarked
package dev.bac.llm.routing.check;

import org.jspecify.annotations.NullMarked;
