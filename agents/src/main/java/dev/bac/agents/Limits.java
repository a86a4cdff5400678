package dev.bac.agents;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * What an answer to one message of a person may use at most. Cost, time, tool calls, tokens and steps bound the agent and
 * all whom it asks together.
 *
 * @param turns questions to the model
 * @param callsPerTurn tool calls that one answer of the model may ask for; the rest are refused
 * @param toolCalls tool calls in all
 * @param time from the message to the answer, waiting for approval not counted
 * @param cost of the model, in US dollars
 * @param tokens of the model, read and written
 * @param steps questions to the model, those of agents that are asked among them
 * @param depth how many agents may be asked one below the other; 0 for none
 * @param asks agents that one answer of the model may ask side by side
 */
public record Limits(
        int turns,
        int callsPerTurn,
        int toolCalls,
        Duration time,
        BigDecimal cost,
        long tokens,
        int steps,
        int depth,
        int asks) {

    /** 12 turns, 8 calls a turn, 40 calls, 2 minutes, 1 dollar; a million tokens, 60 steps, 2 deep, 4 at once. */
    public static final Limits NORMAL =
            new Limits(12, 8, 40, Duration.ofMinutes(2), BigDecimal.ONE, 1_000_000, 60, 2, 4);
}
