package dev.bac.orchestrator.run;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A question from one agent to another in a run.
 *
 * @param key of the call that asked; that of a question within it begins with it
 * @param asker name of the agent that asked
 * @param state where it is
 * @param worked time at work, waiting for a person not counted
 * @param turns questions to a model, those of agents further down not counted
 * @param cost in US dollars, likewise; empty when a price is not known
 */
public record AskRecord(
        String key,
        String asker,
        String agent,
        String question,
        RunState state,
        Duration worked,
        Instant started,
        Optional<Instant> ended,
        long turns,
        long input,
        long output,
        Optional<BigDecimal> cost) {}
