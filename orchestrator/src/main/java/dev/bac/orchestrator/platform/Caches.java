package dev.bac.orchestrator.platform;

import dev.bac.identity.Caller;
import dev.bac.llm.ChatModel;
import dev.bac.llm.cache.AnswerCaches;
import dev.bac.llm.cache.AnswerStore;
import dev.bac.llm.cache.AnswerStoreInMemory;
import dev.bac.llm.cache.AnswerStoreInTiers;
import dev.bac.llm.cache.Background;
import dev.bac.llm.cache.CacheEvents;
import dev.bac.llm.cache.CacheLimits;
import dev.bac.llm.cache.SameAnswer;
import dev.bac.llm.cache.SemanticCache;
import dev.bac.llm.cache.SemanticLimits;
import dev.bac.llm.cache.TaughtLog;
import dev.bac.llm.store.RouterStore;
import dev.bac.llm.store.cache.PostgresAnswerStore;
import dev.bac.llm.store.cache.PostgresTaughtLog;
import dev.bac.orchestrator.config.CacheSettings;
import dev.bac.retrieval.Embedder;
import dev.bac.retrieval.VectorStore;
import dev.bac.retrieval.VectorStoreInMemory;
import dev.bac.retrieval.qdrant.QdrantVectorStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The caches of answers as {@code bac.yaml} wants them, counted. */
record Caches(RouterStore router, Embedder embedder, MeterRegistry metrics, Clock clock, Supplier<UUID> ids) {
    /** Cosine from which on two answers mean the same, figures and denials being equal. */
    private static final double SAME = 0.95;

    /** Most questions in all partitions: each takes some 1.6 KB here. */
    private static final int QUESTIONS = 200_000;

    /** Questions that may come in while the oldest go. */
    private static final int SPARE = 100;

    /** Where the vectors of questions are kept: in this process, or in Qdrant where that is named. */
    static VectorStore vectors(CacheSettings settings, Consumer<AutoCloseable> opened) {
        return qdrant(settings, "bac-questions", opened)
                .orElseGet(() -> new VectorStoreInMemory(settings.questions() + SPARE));
    }

    /** A collection of its own in Qdrant, where that is named. */
    static Optional<VectorStore> qdrant(CacheSettings settings, String name, Consumer<AutoCloseable> opened) {
        return settings.qdrant().map(where -> {
            var store = QdrantVectorStore.at(where.host(), where.port(), where.tls(), where.key(), name);
            opened.accept(store);
            return store;
        });
    }

    AnswerCaches of(
            CacheSettings settings, VectorStore vectors, Background background, Consumer<AutoCloseable> opened) {
        if (!settings.on()) {
            return AnswerCaches.NONE;
        }
        var limits = new CacheLimits(settings.bytes(), Math.toIntExact(settings.answerBytes()), settings.age());
        var events = new Counting(metrics);
        AnswerStore near = new AnswerStoreInMemory(limits, clock);
        AnswerStore store = settings.shared()
                ? new AnswerStoreInTiers(
                        near, new PostgresAnswerStore(router, limits, settings.rows(), clock), events, clock)
                : near;
        UnaryOperator<ChatModel> byMeaning = UnaryOperator.identity();
        if (settings.errorPercent() > 0) {
            var parts = new SemanticCache.Parts(
                    embedder,
                    vectors,
                    store,
                    SameAnswer.byMeaning(embedder, SAME),
                    taught(settings, opened),
                    background,
                    new SecureRandom(),
                    ids,
                    clock);
            var bounds = new SemanticLimits(
                    settings.errorPercent() / 100.0,
                    settings.auditPercent() / 100.0,
                    Math.max(1, QUESTIONS / settings.questions()),
                    settings.questions());
            byMeaning = model -> new SemanticCache(model, parts, bounds, events);
        }
        return AnswerCaches.of(store, events, clock, byMeaning);
    }

    /** What was learned outlives a restart, and other nodes learn from it, where answers are shared. */
    private TaughtLog taught(CacheSettings settings, Consumer<AutoCloseable> opened) {
        if (!settings.shared()) {
            return TaughtLog.NONE;
        }
        var limits = new PostgresTaughtLog.Limits(PostgresTaughtLog.Limits.USUAL.age(), settings.rows());
        var log = new PostgresTaughtLog(router, limits, clock);
        opened.accept(log);
        return log;
    }

    /** No label holds a tenant or a person. */
    private record Counting(MeterRegistry metrics) implements CacheEvents {
        @Override
        public void hit(Caller caller, Kind kind, String model, Optional<BigDecimal> saved) {
            count(kind, "hit");
            saved.ifPresent(cost -> metrics.counter("bac.cache.saved.usd", "cache", name(kind), "model", model)
                    .increment(cost.doubleValue()));
        }

        @Override
        public void miss(Kind kind) {
            count(kind, "miss");
        }

        @Override
        public void audited(boolean same) {
            metrics.counter("bac.cache.audits", "outcome", same ? "right" : "wrong")
                    .increment();
        }

        @Override
        public void failed(String part) {
            metrics.counter("bac.cache.skipped", "part", part).increment();
        }

        private void count(Kind kind, String outcome) {
            metrics.counter("bac.cache", "cache", name(kind), "outcome", outcome)
                    .increment();
        }

        private static String name(Kind kind) {
            return kind.name().toLowerCase(Locale.ROOT);
        }
    }
}
