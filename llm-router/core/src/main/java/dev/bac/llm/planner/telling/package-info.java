/** Tells tools' results as sentences and Markdown. */
@NullMarked
package dev.bac.llm.planner.telling;

import org.jspecify.annotations.NullMarked;
