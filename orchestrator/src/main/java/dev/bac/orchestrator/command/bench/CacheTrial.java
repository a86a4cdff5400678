package dev.bac.orchestrator.command.bench;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.TenantId;
import dev.bac.identity.UserId;
import dev.bac.llm.CacheUse;
import dev.bac.llm.CacheUse.Audience;
import dev.bac.llm.CacheUse.Mode;
import dev.bac.llm.ChatModel;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.ChatResponse;
import dev.bac.llm.ChatResponse.Finish;
import dev.bac.llm.Message;
import dev.bac.llm.Part;
import dev.bac.llm.Usage;
import dev.bac.llm.cache.AnswerStoreInMemory;
import dev.bac.llm.cache.CacheEvents;
import dev.bac.llm.cache.CacheLimits;
import dev.bac.llm.cache.SameAnswer;
import dev.bac.llm.cache.SemanticCache;
import dev.bac.llm.cache.SemanticLimits;
import dev.bac.llm.cache.TaughtLog;
import dev.bac.orchestrator.command.bench.CacheQuestions.Question;
import dev.bac.retrieval.Embedder;
import dev.bac.retrieval.VectorStoreInMemory;
import dev.bac.retrieval.Vectors;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** One run over questions in an order, beginning empty: by what is learned on the way, or by a threshold that stands. */
record CacheTrial(List<Question> ordered, Map<String, float[]> vectors) {
    private static final int MOST = 200_000;
    private static final Caller SOMEBODY = new Caller(
            new TenantId(new UUID(0, 1)),
            new UserId(new UUID(0, 2)),
            "bench",
            Set.of(),
            Set.of(),
            Channel.API,
            Optional.empty());

    /** @param calls questions that the model was asked, audits among them */
    record Tally(int asked, int hits, int wrong, int calls) {
        double hitShare() {
            return (double) hits / asked;
        }

        double wrongShare() {
            return hits == 0 ? 0 : (double) wrong / hits;
        }

        private Tally less(Tally other) {
            return new Tally(asked - other.asked, hits - other.hits, wrong - other.wrong, calls - other.calls);
        }
    }

    /** What a threshold did in the first half of the order, in the second, and in all. */
    record Fixed(double threshold, Tally first, Tally second, Tally all) {}

    Tally learned(double bound) {
        var truth = new HashMap<String, String>();
        ordered.forEach(question -> truth.put(question.text(), question.topic()));
        var calls = new AtomicInteger();
        ChatModel table = (_, request, _) -> {
            calls.incrementAndGet();
            String text = truth.getOrDefault(((Message.User) request.messages().getLast()).text(), "");
            var message = new Message.Assistant(List.of(new Part.Text(text)));
            return new ChatResponse(message, Finish.STOP, Usage.NONE, "bench/table", "");
        };
        var random = new Random(1);
        var parts = new SemanticCache.Parts(
                new Known(vectors),
                new VectorStoreInMemory(MOST),
                new AnswerStoreInMemory(CacheLimits.USUAL, () -> Instant.EPOCH),
                SameAnswer.BY_WORDS,
                TaughtLog.NONE,
                Runnable::run,
                random,
                () -> new UUID(random.nextLong(), random.nextLong()),
                () -> Instant.EPOCH);
        var limits = new SemanticLimits(bound, 0.05, 1, MOST);
        var cache = new SemanticCache(table, parts, limits, CacheEvents.NONE);
        int hits = 0;
        int wrong = 0;
        for (var question : ordered) {
            ChatResponse answer = cache.chat(SOMEBODY, request(question.text()), _ -> {});
            if (!answer.why().isEmpty()) {
                hits++;
                wrong += answer.message().text().equals(question.topic()) ? 0 : 1;
            }
        }
        return new Tally(ordered.size(), hits, wrong, calls.get());
    }

    private static ChatRequest request(String text) {
        return new ChatRequest(
                        ChatRequest.AUTO,
                        List.of(Message.User.of(text)),
                        List.of(),
                        500,
                        Optional.empty(),
                        Duration.ofSeconds(60))
                .withCache(new CacheUse(Mode.SEMANTIC, Audience.TENANT, "bench"));
    }

    /** The nearest question's answer from a threshold on; what is not answered is kept. */
    Fixed fixed(double threshold) {
        var kept = new ArrayList<Question>();
        var keptVectors = new ArrayList<float[]>();
        int hits = 0;
        int wrong = 0;
        var first = new Tally(0, 0, 0, 0);
        for (int i = 0; i < ordered.size(); i++) {
            if (i == ordered.size() / 2) {
                first = new Tally(i, hits, wrong, i - hits);
            }
            var question = ordered.get(i);
            float[] asked = vectors.getOrDefault(question.text(), new float[0]);
            int nearest = -1;
            double nearness = -1;
            for (int k = 0; k < keptVectors.size(); k++) {
                double near = Vectors.dot(asked, keptVectors.get(k));
                if (near > nearness) {
                    nearness = near;
                    nearest = k;
                }
            }
            if (nearness >= threshold) {
                hits++;
                wrong += kept.get(nearest).topic().equals(question.topic()) ? 0 : 1;
            } else {
                kept.add(question);
                keptVectors.add(asked);
            }
        }
        var all = new Tally(ordered.size(), hits, wrong, ordered.size() - hits);
        return new Fixed(threshold, first, all.less(first), all);
    }

    /** Vectors made before, so that each run need not make them anew. */
    private record Known(Map<String, float[]> vectors) implements Embedder {
        @Override
        public boolean ready() {
            return true;
        }

        @Override
        public Optional<List<float[]>> embed(List<String> texts) {
            return Optional.of(texts.stream()
                    .map(text -> vectors.getOrDefault(text, new float[0]))
                    .toList());
        }
    }
}
