/** Answers although a vendor fails: limits, breakers, several keys, retries, fallback, hedging, and what was lost on the way. */
@NullMarked
package dev.bac.llm.resilience;

import org.jspecify.annotations.NullMarked;
