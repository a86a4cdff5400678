package dev.bac.llm.resilience;

import dev.bac.llm.ChatModel;
import dev.bac.llm.candidates.Candidate;
import dev.bac.llm.candidates.Candidates;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** The layers with a clock that only sleeping and {@link #pass} move. */
final class Layers implements InstantSource {
    final List<Duration> slept = new ArrayList<>();
    private volatile Instant now = Instant.parse("2026-11-21T08:00:00Z");
    final Resilience resilience;

    Layers(ResilienceSettings settings) {
        resilience = new Resilience(settings, (_, _) -> Optional.empty(), this, new Random(7), time -> {
            slept.add(time);
            pass(time);
        });
    }

    static Layers usual() {
        return new Layers(ResilienceSettings.USUAL);
    }

    @Override
    public Instant instant() {
        return now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** A provider with one model {@code m} behind its breakers, one for each key. */
    Candidate guarded(String provider, ChatModel... keys) {
        return new Candidate(provider + "/m", "m", resilience.guarded(provider, List.of(keys)));
    }

    ChatModel auto(Candidate... candidates) {
        return resilience.fallback(Candidates.always(List.of(candidates)));
    }
}
