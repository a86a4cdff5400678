package dev.bac.llm.candidates;

import dev.bac.llm.ChatModel;

/**
 * A model that may answer.
 *
 * @param id such as {@code anthropic/claude-sonnet-5}
 * @param name the model's name at its provider
 * @param model answers a request that carries {@code name}
 */
public record Candidate(String id, String name, ChatModel model) {}
