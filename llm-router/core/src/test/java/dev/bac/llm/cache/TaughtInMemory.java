package dev.bac.llm.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What was learned, shared by the caches of one test. */
final class TaughtInMemory implements TaughtLog {
    private final Map<CacheKey, List<Kept>> kept = new ConcurrentHashMap<>();

    @Override
    public synchronized void add(CacheKey partition, Taught taught) {
        var own = kept.computeIfAbsent(partition, _ -> new ArrayList<>());
        own.add(new Kept(own.size() + 1L, taught));
    }

    @Override
    public synchronized List<Kept> since(CacheKey partition, long number, int most) {
        var later = kept.getOrDefault(partition, List.of()).stream()
                .filter(one -> one.number() > number)
                .toList();
        return later.subList(Math.max(0, later.size() - most), later.size());
    }
}
