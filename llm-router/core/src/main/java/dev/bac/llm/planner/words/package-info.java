/** Words of a sentence: tokens, verb classes, synonyms, number words. */
@NullMarked
package dev.bac.llm.planner.words;

import org.jspecify.annotations.NullMarked;
