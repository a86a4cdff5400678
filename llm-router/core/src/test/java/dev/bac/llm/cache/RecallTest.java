package dev.bac.llm.cache;

import static dev.bac.llm.cache.Asked.JANE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.llm.Message;
import dev.bac.retrieval.VectorStoreInMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the cache by meaning learned is not lost with its process, and is known to the other nodes. */
class RecallTest {
    private static final double BOUND = 0.1;
    private static final int TOPICS = 20;

    private final Map<String, String> truth = new HashMap<>();
    private final AnswerStore answers = new AnswerStoreInMemory(CacheLimits.USUAL, this::now);
    private final TaughtLog log = new TaughtInMemory();
    private Instant now = Instant.parse("2026-11-21T12:00:00Z");

    private Instant now() {
        return now;
    }

    /** A process of its own, but for what is shared. */
    private SemanticCache node(TaughtLog taught, int seed) {
        var random = new Random(seed);
        var parts = new SemanticCache.Parts(
                new WordVectors(),
                new VectorStoreInMemory(20_000),
                answers,
                SameAnswer.BY_WORDS,
                taught,
                Runnable::run,
                random,
                () -> new UUID(random.nextLong(), random.nextLong()),
                this::now);
        var vendor = new Vendor(request -> Vendor.says(
                truth.getOrDefault(((Message.User) request.messages().getLast()).text(), "nothing")));
        return new SemanticCache(vendor, parts, SemanticLimits.bounded(BOUND), CacheEvents.NONE);
    }

    private record Tally(int hits, int wrong) {}

    private Tally ask(SemanticCache cache, List<Topics.Question> questions) {
        questions.forEach(question -> truth.put(question.text(), question.answer()));
        int hits = 0;
        int wrong = 0;
        for (var question : questions) {
            var answer = cache.chat(JANE, Asked.byMeaning(question.text()), _ -> {});
            if (answer.why().contains("means the same")) {
                hits++;
                wrong += answer.message().text().equals(question.answer()) ? 0 : 1;
            }
        }
        return new Tally(hits, wrong);
    }

    @Test
    void knowsAfterARestartWhatItKnewBefore() {
        var questions = Topics.shuffled(TOPICS, 150, 1);
        var before = node(log, 1);
        ask(before, questions.subList(0, 2_000));
        var next = questions.subList(2_000, 2_400);

        var forgetful = ask(node(TaughtLog.NONE, 2), next);
        var restarted = ask(node(log, 2), next);
        var running = ask(before, next);

        assertThat(running.hits).isGreaterThan(150);
        assertThat(restarted.hits).isGreaterThan(running.hits * 8 / 10);
        assertThat((double) restarted.wrong / restarted.hits).isLessThanOrEqualTo(BOUND);
        assertThat(forgetful.hits).as("with nothing kept").isLessThan(restarted.hits / 4);
    }

    @Test
    void learnsOfAnotherNodeWithinSecondsAndOfItselfOnlyOnce() {
        var questions = Topics.shuffled(TOPICS, 150, 1);
        var one = node(log, 1);
        var other = node(log, 2);
        ask(other, questions.subList(0, 1));
        ask(one, questions.subList(1, 2_000));
        var next = questions.subList(2_000, 2_300);
        assertThat(ask(other, next.subList(0, 20)).hits)
                .as("before it has looked")
                .isZero();

        now = now.plus(Duration.ofSeconds(5));
        assertThat(ask(other, next).hits).isGreaterThan(100);

        var alone = new TaughtInMemory();
        var partition = new Partition("p", new VectorStoreInMemory(10), SemanticLimits.bounded(BOUND));
        var taught = new Taught("1", new float[] {1, 0}, "", "group", java.util.Optional.empty());
        partition.learn(taught);
        alone.add(new CacheKey(JANE.tenant(), "p"), taught);
        partition.recall(alone.since(new CacheKey(JANE.tenant(), "p"), 0, 10));
        assertThat(partition.near(new float[] {1, 0}, "").near()).hasSize(1);
    }
}
