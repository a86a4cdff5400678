package dev.bac.retrieval;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Remembers the vectors of the texts it was asked for last. Tools' texts come with every request and never change, so
 * that a chat turn only embeds its own sentence.
 */
public final class CachedEmbedder implements Embedder {
    private final Embedder embedder;
    private final Map<String, float[]> cache;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, CompletableFuture<Optional<float[]>>> computing = new ConcurrentHashMap<>();

    /** @param limit number of texts remembered; a vector takes 1.5 KB */
    public CachedEmbedder(Embedder embedder, int limit) {
        this.embedder = embedder;
        this.cache = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, float[]> eldest) {
                return size() > limit;
            }
        };
    }

    @Override
    public boolean readyWithin(java.time.Duration patience) {
        return embedder.readyWithin(patience);
    }

    @Override
    public boolean ready() {
        return embedder.ready();
    }

    /** How many of the texts would have to be computed. */
    public int missing(List<String> texts) {
        lock.lock();
        try {
            return (int) texts.stream().filter(text -> !cache.containsKey(text)).count();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<List<float[]>> embed(List<String> texts) {
        var vectors = new ArrayList<float[]>(texts.size());
        for (var text : texts) {
            var known = get(text);
            if (known.isEmpty()) {
                known = computed(text);
            }
            if (known.isEmpty()) {
                return Optional.empty();
            }
            vectors.add(known.get());
        }
        return Optional.of(vectors);
    }

    /**
     * Computes the vectors of texts as {@link #embed} does, but takes those that the file has. Where one was missing, the
     * file is left with these texts and no others: the next process begins with what this one has computed.
     *
     * @return false when there are no vectors; the file is then as it was
     */
    public boolean embed(List<String> texts, VectorFile file) {
        var known = embedder.embed(VectorFile.PROBE).map(file::read).orElse(Map.of());
        var wanted = Set.copyOf(texts);
        known.forEach((text, vector) -> {
            if (wanted.contains(text)) {
                put(text, vector);
            }
        });
        var vectors = embed(texts);
        if (vectors.isPresent() && !known.keySet().containsAll(wanted)) {
            var kept = new HashMap<String, float[]>();
            for (int i = 0; i < texts.size(); i++) {
                kept.put(texts.get(i), vectors.get().get(i));
            }
            embedder.embed(VectorFile.PROBE).ifPresent(probe -> file.write(probe, kept));
        }
        return vectors.isPresent();
    }

    /** Once, however many ask for it at the same time: the others wait. */
    private Optional<float[]> computed(String text) {
        var mine = new CompletableFuture<Optional<float[]>>();
        var others = computing.putIfAbsent(text, mine);
        if (others != null) {
            return others.join();
        }
        try {
            var vector = get(text).or(() -> embedder.embed(text));
            vector.ifPresent(made -> put(text, made));
            mine.complete(vector);
            return vector;
        } finally {
            mine.complete(Optional.empty());
            computing.remove(text, mine);
        }
    }

    private Optional<float[]> get(String text) {
        lock.lock();
        try {
            return Optional.ofNullable(cache.get(text));
        } finally {
            lock.unlock();
        }
    }

    private void put(String text, float[] vector) {
        lock.lock();
        try {
            cache.put(text, vector);
        } finally {
            lock.unlock();
        }
    }
}
