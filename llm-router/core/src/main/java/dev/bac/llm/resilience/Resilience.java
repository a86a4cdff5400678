package dev.bac.llm.resilience;

import dev.bac.llm.ChatModel;
import dev.bac.llm.candidates.Candidate;
import dev.bac.llm.candidates.Candidates;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What is known of all vendors' health, and the layers that use it. From outside in: {@link #fallback} chooses, asks again
 * and hedges; {@link #guarded} bounds, breaks and changes keys.
 */
public final class Resilience {
    private final Lanes lanes;
    private final Attempts.Tools tools;
    private final InstantSource clock;

    public Resilience(
            ResilienceSettings settings, Prices prices, InstantSource clock, RandomGenerator random, Sleeper sleeper) {
        this.clock = clock;
        this.lanes = new Lanes(settings, clock);
        this.tools = new Attempts.Tools(
                lanes,
                new Pauses(settings.retry(), random, sleeper),
                new Hedging(settings.hedge(), lanes, prices),
                clock);
    }

    /**
     * A provider's models, each with its bound and breakers.
     *
     * @param keys the same provider with each of its keys, at least one
     */
    public ChatModel guarded(String provider, List<ChatModel> keys) {
        return new GuardedModel(provider, keys, lanes, clock);
    }

    /** Asks candidates, guarded ones, in their order until one answers. */
    public ChatModel fallback(Candidates candidates) {
        return new FallbackModel(candidates, tools);
    }

    /** Asks one provider, and again when its failure may pass. */
    public ChatModel alone(String provider, ChatModel guarded) {
        return fallback(
                (_, request) -> List.of(new Candidate(provider + "/" + request.model(), request.model(), guarded)));
    }

    /** Tells of models asked from now on. */
    public void watch(Watcher watcher) {
        lanes.watch(watcher);
    }

    /** How every model that was asked stands, with a line for each key. */
    public List<Health> health() {
        var all = new ArrayList<Health>();
        for (Lane lane : lanes.all()) {
            for (int key = 0; key < lane.keys().size(); key++) {
                all.add(Health.of(lane, key));
            }
        }
        return all;
    }
}
