/** OpenAI, and every endpoint that speaks its chat completions. */
@NullMarked
package dev.bac.llm.openai;

import org.jspecify.annotations.NullMarked;
