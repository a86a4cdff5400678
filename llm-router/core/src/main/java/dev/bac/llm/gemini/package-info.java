/** Google's Gemini API. */
@NullMarked
package dev.bac.llm.gemini;

import org.jspecify.annotations.NullMarked;
