/** Fills a tool's typed arguments from the pieces of a sentence. */
@NullMarked
package dev.bac.llm.planner.slots;

import org.jspecify.annotations.NullMarked;
