package dev.bac.llm.cache;

import dev.bac.llm.ChatResponse;
import java.time.Instant;

/**
 * An answer that was given before.
 *
 * @param answer with the usage and cost it had then
 * @param at when it was given
 */
public record KeptAnswer(ChatResponse answer, Instant at) {}
