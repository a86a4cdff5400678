/** Finds typed pieces of a sentence: dates, amounts, phone numbers, names, quoted and free text. */
@NullMarked
package dev.bac.llm.planner.spans;

import org.jspecify.annotations.NullMarked;
