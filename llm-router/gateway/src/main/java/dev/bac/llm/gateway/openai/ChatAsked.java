package dev.bac.llm.gateway.openai;

import dev.bac.llm.ChatRequest;

/**
 * A request for a chat completion, read.
 *
 * @param model as the caller named it
 * @param request what is asked of it
 * @param usageInStream whether the stream ends with its usage
 */
record ChatAsked(String model, ChatRequest request, boolean stream, boolean usageInStream) {}
