package dev.bac.agents;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * What an answer to one message of a person may use at most.
 *
 * @param turns questions to the model
 * @param callsPerTurn tool calls that one answer of the model may ask for; the rest are refused
 * @param toolCalls tool calls in all
 * @param time from the message to the answer, waiting for approval not counted
 * @param cost of the model, in US dollars
 */
public record Limits(int turns, int callsPerTurn, int toolCalls, Duration time, BigDecimal cost) {

    /** 12 turns, 8 calls a turn, 40 calls, 2 minutes, 1 dollar. */
    public static final Limits NORMAL = new Limits(12, 8, 40, Duration.ofMinutes(2), BigDecimal.ONE);
}
