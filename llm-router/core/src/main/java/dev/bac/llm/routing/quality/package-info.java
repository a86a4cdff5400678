/** How well each model is likely to answer: guessed at first, learned from outcomes after. */
@NullMarked
package dev.bac.llm.routing.quality;

import org.jspecify.annotations.NullMarked;
