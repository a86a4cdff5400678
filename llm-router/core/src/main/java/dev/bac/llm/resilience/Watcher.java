package dev.bac.llm.resilience;

import java.util.function.Supplier;

/** Learns of each model that is asked for the first time, to show how it stands. */
@FunctionalInterface
public interface Watcher {
    /**
     * Returns at once.
     *
     * @param model {@code provider/model}
     * @param key its place among the provider's keys, from 1
     * @param health how it stands when it is asked for
     */
    void begun(String model, int key, Supplier<Health> health);
}
