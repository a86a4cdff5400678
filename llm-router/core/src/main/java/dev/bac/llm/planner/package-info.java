/** The built-in planner: a chat model without a language model, for whoever has connected none. */
@NullMarked
package dev.bac.llm.planner;

import org.jspecify.annotations.NullMarked;
