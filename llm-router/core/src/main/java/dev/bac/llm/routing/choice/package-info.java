/** Chooses who answers: policies, the expected loss of each model, the decision and its explanation. */
@NullMarked
package dev.bac.llm.routing.choice;

import org.jspecify.annotations.NullMarked;
