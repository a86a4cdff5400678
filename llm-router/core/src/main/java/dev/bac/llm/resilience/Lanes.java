package dev.bac.llm.resilience;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The lanes in use. Callers name models as they like, so only the last thousand used are kept. */
final class Lanes {
    private static final int MOST = 1_000;

    private final ResilienceSettings settings;
    private final InstantSource clock;
    private Watcher watcher = (_, _, _) -> {};
    private final Map<String, Lane> lanes = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Lane> eldest) {
            return size() > MOST;
        }
    };

    Lanes(ResilienceSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    synchronized Lane of(String provider, String model, int keys) {
        String id = provider + "/" + model;
        Lane known = lanes.get(id);
        if (known != null) {
            return known;
        }
        var lane = new Lane(provider, model, keys, settings, clock);
        lanes.put(id, lane);
        for (int key = 0; key < keys; key++) {
            int place = key;
            watcher.begun(id, place + 1, () -> Health.of(lane, place));
        }
        return lane;
    }

    /** From now on. */
    synchronized void watch(Watcher other) {
        watcher = other;
    }

    synchronized Optional<Lane> find(String id) {
        return Optional.ofNullable(lanes.get(id));
    }

    synchronized List<Lane> all() {
        return List.copyOf(lanes.values());
    }
}
