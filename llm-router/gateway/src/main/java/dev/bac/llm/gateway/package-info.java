/** The router over HTTP, in OpenAI's and Anthropic's words. */
@NullMarked
package dev.bac.llm.gateway;

import org.jspecify.annotations.NullMarked;
