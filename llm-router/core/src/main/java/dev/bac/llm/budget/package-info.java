/** What may be spent on models: reserved at its worst before a call, settled at its true cost after it. */
@NullMarked
package dev.bac.llm.budget;

import org.jspecify.annotations.NullMarked;
