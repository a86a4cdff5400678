package dev.bac.orchestrator.command;

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
import dev.bac.orchestrator.command.CacheQuestions.Question;
import dev.bac.retrieval.Embedder;
import dev.bac.retrieval.VectorStoreInMemory;
import dev.bac.retrieval.Vectors;
import dev.bac.retrieval.onnx.BgeEmbedder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * How many questions the cache by meaning answers, and how many of these answers are wrong, for each bound of errors and
 * several orders of the questions; beside it a static threshold that was chosen afterwards, with all answers known. Each
 * run begins empty and asks every question once. The model is a table of the right answers.
 */
record CacheBench(CacheQuestions questions, int orders) {
    private static final List<Integer> BOUNDS = List.of(1, 2, 3, 5);
    private static final double LOWEST = 0.80;
    private static final double STEP = 0.01;
    private static final int STEPS = 20;
    private static final int MOST = 200_000;
    private static final Caller SOMEBODY = new Caller(
            new TenantId(new UUID(0, 1)),
            new UserId(new UUID(0, 2)),
            "bench",
            Set.of(),
            Set.of(),
            Channel.API,
            Optional.empty());

    void run() throws InterruptedException {
        var vectors = embedded();
        System.out.printf(
                Locale.ROOT,
                "%d questions, %d topics. hits: share of all questions; wrong: share of the hits; calls: share asked of"
                        + " the model, audits among them%n",
                questions.all().size(),
                questions.all().stream().map(Question::topic).distinct().count());
        System.out.println(
                "order      bound | learned: hits   wrong   calls | static, best afterwards: hits   wrong   at");
        int broken = 0;
        for (int seed = 1; seed <= orders; seed++) {
            broken += order("shuffled " + seed, questions.order(seed), vectors);
        }
        broken += order("as filed", questions.order(0), vectors);
        System.out.printf(Locale.ROOT, "bounds broken: %d of %d runs%n", broken, (orders + 1) * BOUNDS.size());
    }

    private int order(String name, List<Question> ordered, Map<String, float[]> vectors) {
        var fixed = IntStream.range(0, STEPS)
                .parallel()
                .mapToObj(step -> fixed(ordered, vectors, LOWEST + step * STEP))
                .toList();
        int broken = 0;
        for (int bound : BOUNDS) {
            var learned = learned(ordered, vectors, bound / 100.0);
            var best = fixed.stream()
                    .filter(one -> one.wrongShare() <= bound / 100.0)
                    .max(java.util.Comparator.comparingInt(Tally::hits))
                    .orElse(new Tally(1, ordered.size(), 0, 0, ordered.size()));
            System.out.printf(
                    Locale.ROOT,
                    "%-11s %2d %% | %14.1f %%  %5.2f %% %5.1f %% | %28.1f %%  %5.2f %%  %.2f%n",
                    name,
                    bound,
                    100 * learned.hitShare(),
                    100 * learned.wrongShare(),
                    100.0 * learned.calls / learned.asked,
                    100 * best.hitShare(),
                    100 * best.wrongShare(),
                    best.threshold);
            broken += learned.wrongShare() > bound / 100.0 ? 1 : 0;
        }
        return broken;
    }

    /** @param calls questions that the model was asked, audits among them */
    private record Tally(double threshold, int asked, int hits, int wrong, int calls) {
        double hitShare() {
            return (double) hits / asked;
        }

        double wrongShare() {
            return hits == 0 ? 0 : (double) wrong / hits;
        }
    }

    private Map<String, float[]> embedded() throws InterruptedException {
        var embedder = BgeEmbedder.loading();
        if (!embedder.await(Duration.ofMinutes(2))) {
            throw new Failed("the embedder did not load");
        }
        var vectors = new HashMap<String, float[]>();
        long begin = System.nanoTime();
        for (var question : questions.all()) {
            vectors.computeIfAbsent(
                    question.text(), text -> Vectors.unit(embedder.embed(text).orElseThrow()));
        }
        System.err.printf(
                "embedded in %d s%n",
                Duration.ofNanos(System.nanoTime() - begin).toSeconds());
        return vectors;
    }

    private static Tally learned(List<Question> ordered, Map<String, float[]> vectors, double bound) {
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
        return new Tally(0, ordered.size(), hits, wrong, calls.get());
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
    private static Tally fixed(List<Question> ordered, Map<String, float[]> vectors, double threshold) {
        var kept = new ArrayList<Question>();
        var keptVectors = new ArrayList<float[]>();
        int hits = 0;
        int wrong = 0;
        for (var question : ordered) {
            float[] asked = vectors.getOrDefault(question.text(), new float[0]);
            int nearest = -1;
            double nearness = -1;
            for (int i = 0; i < keptVectors.size(); i++) {
                double near = Vectors.dot(asked, keptVectors.get(i));
                if (near > nearness) {
                    nearness = near;
                    nearest = i;
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
        return new Tally(threshold, ordered.size(), hits, wrong, ordered.size() - hits);
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
