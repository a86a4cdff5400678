/** OpenAI's interface: chat completions, responses, embeddings, models. */
@NullMarked
package dev.bac.llm.gateway.openai;

import org.jspecify.annotations.NullMarked;
