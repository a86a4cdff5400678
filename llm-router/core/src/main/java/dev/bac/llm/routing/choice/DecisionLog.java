package dev.bac.llm.routing.choice;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Keeps decisions and what came of them. Never blocks on a disk: it is on the path of every request. */
public interface DecisionLog {

    /** @param asked what the outcome of this decision will teach, beside the score */
    void decided(Decision decision, Asked asked);

    /** Who answered in the end, what it cost and how long it took. */
    void answered(Decision decision, Answered answered);

    /** @param cost in US dollars; empty when not known */
    record Answered(UUID decision, String model, Optional<BigDecimal> cost, Duration firstToken, Duration took) {}

    /** Forgets everything. */
    DecisionLog NONE = new DecisionLog() {
        @Override
        public void decided(Decision decision, Asked asked) {}

        @Override
        public void answered(Decision decision, Answered answered) {}
    };
}
