package dev.bac.llm.cache;

import java.util.List;

/** What was learned about questions, kept for the time after a restart and for other nodes. May forget any of it. */
public interface TaughtLog {
    /** Of one process only. */
    TaughtLog NONE = new TaughtLog() {
        @Override
        public void add(CacheKey partition, Taught taught) {
            // Nobody reads it.
        }

        @Override
        public List<Kept> since(CacheKey partition, long number, int most) {
            return List.of();
        }
    };

    /** @param number in the order of writing; a later number may become visible before an earlier one */
    record Kept(long number, Taught taught) {}

    /** Keeps it soon; nobody waits for it. */
    void add(CacheKey partition, Taught taught);

    /** The latest after a number, at most so many, oldest first. */
    List<Kept> since(CacheKey partition, long number, int most);
}
