package dev.bac.retrieval.onnx;

import dev.bac.retrieval.Embedder;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sentence model bge-small-en-v1.5 (quantised, 384 dimensions, MIT) in this process. Loading takes 1–2 s and some
 * 300 MB, so it happens on a thread of its own and whoever asks earlier gets no vectors rather than a wait.
 */
public final class BgeEmbedder implements Embedder {
    private static final Logger LOG = LoggerFactory.getLogger(BgeEmbedder.class);
    private static final int MAX_CHARACTERS = 2_000;
    private static final long LOADING_STACK_BYTES = 16L << 20;

    /** Held while the library works: it takes the process down when it is still at work as that ends. */
    private static final ReentrantReadWriteLock WORK = new ReentrantReadWriteLock();

    private static volatile boolean ending;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(BgeEmbedder::end, "embedder-ending"));
    }

    private final CompletableFuture<EmbeddingModel> model;

    private BgeEmbedder(CompletableFuture<EmbeddingModel> model) {
        this.model = model;
    }

    /** Begins to load in the background and returns at once. */
    public static BgeEmbedder loading() {
        var model = new CompletableFuture<EmbeddingModel>();
        // A thread's usual stack of 1 MiB is too small for the runtime's graph optimiser: it overflows and takes the
        // process down without a word.
        var loading = new Thread(null, () -> load(model), "embedder-loading", LOADING_STACK_BYTES);
        loading.setDaemon(true);
        loading.start();
        return new BgeEmbedder(model);
    }

    private static void load(CompletableFuture<EmbeddingModel> model) {
        // The tokenizer's library would otherwise ask the network what machine this is.
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.offline", "true");
        if (!begun()) {
            model.completeExceptionally(new IllegalStateException("the process ends"));
            return;
        }
        try {
            // One thread of our own: a chat turn embeds a sentence or two, and other work wants the cores.
            EmbeddingModel loaded = new BgeSmallEnV15QuantizedEmbeddingModel(Runnable::run);
            var _ = loaded.embed("warm up").content();
            model.complete(loaded);
        } catch (RuntimeException | LinkageError failure) {
            LOG.warn("The sentence embedder did not load; ranking goes by wording alone: {}", failure.toString());
            model.completeExceptionally(failure);
        } finally {
            WORK.readLock().unlock();
        }
    }

    /** Waits for the sentence at work; the lock is never given back, so no other one begins. */
    private static void end() {
        ending = true;
        WORK.writeLock().lock();
    }

    private static boolean begun() {
        return !ending && WORK.readLock().tryLock();
    }

    /** Waits for loading at most that long; true when vectors can be had. */
    public boolean await(Duration patience) throws InterruptedException {
        try {
            var _ = model.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException notReady) {
            return false;
        }
    }

    @Override
    public boolean readyWithin(Duration patience) {
        try {
            return await(patience);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public boolean ready() {
        return model.isDone() && !model.isCompletedExceptionally();
    }

    @Override
    public Optional<List<float[]>> embed(List<String> texts) {
        if (!ready()) {
            return Optional.empty();
        }
        var loaded = model.join();
        var vectors = new ArrayList<float[]>(texts.size());
        for (var text : texts) {
            var cut = text.isBlank() ? "-" : text.substring(0, Math.min(text.length(), MAX_CHARACTERS));
            if (!begun()) {
                return Optional.empty();
            }
            try {
                vectors.add(loaded.embed(cut).content().vector());
            } finally {
                WORK.readLock().unlock();
            }
        }
        return Optional.of(vectors);
    }
}
