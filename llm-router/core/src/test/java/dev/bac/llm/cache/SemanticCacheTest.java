package dev.bac.llm.cache;

import static dev.bac.llm.cache.Asked.JANE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.Caller;
import dev.bac.llm.CacheUse;
import dev.bac.llm.CacheUse.Audience;
import dev.bac.llm.CacheUse.Mode;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.ChatResponse.Finish;
import dev.bac.llm.Message;
import dev.bac.retrieval.VectorStore;
import dev.bac.retrieval.VectorStoreInMemory;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class SemanticCacheTest {
    private static final double BOUND = 0.05;
    private static final int TOPICS = 20;

    private final Counted counted = new Counted();
    private final Map<String, String> truth = new HashMap<>();
    private Instant now = Instant.parse("2026-11-21T12:00:00Z");
    private Vendor vendor = new Vendor(request -> Vendor.says(truth(request)));

    private SemanticCache cache(VectorStore vectors, double bound) {
        var random = new Random(3);
        var parts = new SemanticCache.Parts(
                new WordVectors(),
                vectors,
                new AnswerStoreInMemory(CacheLimits.USUAL, () -> now),
                SameAnswer.BY_WORDS,
                TaughtLog.NONE,
                Runnable::run,
                random,
                () -> new UUID(random.nextLong(), random.nextLong()),
                () -> now);
        return new SemanticCache(vendor, parts, SemanticLimits.bounded(bound), counted);
    }

    private SemanticCache cache() {
        return cache(new VectorStoreInMemory(20_000), BOUND);
    }

    private String truth(ChatRequest request) {
        String asked = ((Message.User) request.messages().getLast()).text();
        return truth.getOrDefault(asked, "an answer to nothing else");
    }

    private record Tally(int hits, int wrong) {
        double wrongShare() {
            return (double) wrong / Math.max(1, hits);
        }
    }

    private Tally ask(
            SemanticCache cache, Caller caller, List<Topics.Question> questions, Function<String, ChatRequest> asking) {
        questions.forEach(question -> truth.put(question.text(), question.answer()));
        int hits = 0;
        int wrong = 0;
        for (var question : questions) {
            var answer = cache.chat(caller, asking.apply(question.text()), _ -> {});
            if (answer.why().contains("means the same")) {
                hits++;
                wrong += answer.message().text().equals(question.answer()) ? 0 : 1;
            }
        }
        return new Tally(hits, wrong);
    }

    @Test
    void answersQuestionsThatMeanTheSameAndKeepsItsErrorsWithinTheBound() {
        var tally = ask(cache(), JANE, Topics.shuffled(TOPICS, 150, 1), Asked::byMeaning);

        assertThat(tally.hits).isGreaterThan(600);
        assertThat(tally.wrongShare()).isLessThanOrEqualTo(BOUND);
        assertThat(counted.told).contains("SEMANTIC hit, saved 0.012", "audited true");
        long audits =
                counted.told.stream().filter(told -> told.startsWith("audited")).count();
        assertThat(vendor.asked).as("asked, or audited").hasValue(TOPICS * 150 - tally.hits + (int) audits);
    }

    @Test
    void givesNextToNothingWhileItKnowsTooLittleToBeSure() {
        for (int seed = 1; seed <= 5; seed++) {
            var few = Topics.shuffled(TOPICS, 11, seed);
            var tally = ask(cache(new VectorStoreInMemory(20_000), BOUND), JANE, few, Asked::byMeaning);
            assertThat(tally.hits).as("seed %s", seed).isLessThan(few.size() / 20);
            assertThat(tally.wrong).as("seed %s, %s hits", seed, tally.hits).isZero();
        }
    }

    /** Without what is learned as if it were new, and without the watch, 6 % of 870 answers are wrong here. */
    @Test
    void staysWithinTheBoundInShortStreamsWhereANewTopicBeginsAgainAndAgain() {
        for (int seed = 1; seed <= 2; seed++) {
            var few = Topics.sorted(50, 40, seed);
            var tally = ask(cache(new VectorStoreInMemory(20_000), BOUND), JANE, few, Asked::byMeaning);
            assertThat((double) tally.wrong)
                    .as("seed %s, %s hits", seed, tally.hits)
                    .isLessThanOrEqualTo(BOUND * tally.hits);
        }
    }

    @Test
    void servesLessTheTighterTheBoundIs() {
        var questions = Topics.shuffled(TOPICS, 150, 2);
        var loose = ask(cache(new VectorStoreInMemory(20_000), 0.05), JANE, questions, Asked::byMeaning);
        var tight = ask(cache(new VectorStoreInMemory(20_000), 0.005), JANE, questions, Asked::byMeaning);
        assertThat(tight.hits).isLessThan(loose.hits);
    }

    @Test
    void aHitStreamsItsTextCostsNothingAndSaysWhereItCameFrom() {
        var cache = cache();
        var questions = Topics.shuffled(TOPICS, 100, 1);
        ask(cache, JANE, questions, Asked::byMeaning);
        for (var question : questions) {
            var streamed = new StringBuilder();
            var answer = cache.chat(JANE, Asked.byMeaning(question.text()), streamed::append);
            if (answer.why().contains("means the same")) {
                assertThat(streamed).hasToString(question.answer());
                assertThat(answer.usage().cost()).contains(BigDecimal.ZERO);
                assertThat(answer.usage().saved()).contains(new BigDecimal("0.012"));
                assertThat(answer.why()).startsWith("vendor/model gave this answer to a question that means the same");
                return;
            }
        }
        throw new AssertionError("no hit at all");
    }

    @Test
    void neverGivesAnAnswerAcrossTenantsUsersPromptsOrAgents() {
        var cache = cache();
        var questions = Topics.shuffled(TOPICS, 100, 1);
        ask(cache, JANE, questions, Asked::byMeaning);
        int before = vendor.asked.get();
        var few = questions.subList(0, 50);

        assertThat(ask(cache, Asked.caller(9, 2, "crm:read"), few, Asked::byMeaning).hits)
                .as("another tenant")
                .isZero();
        assertThat(ask(cache, JANE, few, SemanticCacheTest::forOneself).hits)
                .as("the user's own")
                .isZero();
        assertThat(ask(cache, JANE, few, SemanticCacheTest::toldOtherwise).hits)
                .as("another prompt")
                .isZero();
        assertThat(ask(cache, JANE, few, SemanticCacheTest::byAnother).hits)
                .as("another agent")
                .isZero();
        assertThat(vendor.asked).hasValue(before + 4 * few.size());
    }

    private static ChatRequest forOneself(String text) {
        return Asked.byMeaning(text).withCache(new CacheUse(Mode.SEMANTIC, Audience.USER, "clerk@1"));
    }

    private static ChatRequest byAnother(String text) {
        return Asked.byMeaning(text).withCache(new CacheUse(Mode.SEMANTIC, Audience.TENANT, "clerk@2"));
    }

    private static ChatRequest toldOtherwise(String text) {
        var asked = Asked.byMeaning(text);
        var messages = new ArrayList<>(asked.messages());
        messages.addFirst(new Message.Instructions("Answer in French."));
        return new ChatRequest(
                asked.model(), messages, asked.tools(), 500, asked.temperature(), asked.timeout(), asked.options());
    }

    @Test
    void neverTakesOneFigureForAnother() {
        var cache = cache();
        ask(cache, JANE, Topics.shuffled(TOPICS, 100, 1), Asked::byMeaning);
        var withFigures = Topics.shuffled(TOPICS, 150, 1).stream()
                .limit(100)
                .map(question -> new Topics.Question(question.text() + " 4711", "another answer"))
                .toList();
        assertThat(ask(cache, JANE, withFigures, Asked::byMeaning).wrong).isZero();
    }

    @Test
    void keepsNeitherCallsNorWhatWasCutOff() {
        vendor = new Vendor(_ -> Vendor.says("cut o", Finish.LENGTH, "vendor/model"));
        var stored = new VectorStoreInMemory(10);
        var cache = cache(stored, BOUND);
        for (int i = 0; i < 20; i++) {
            cache.chat(JANE, Asked.byMeaning("What is a credit note?"), _ -> {});
        }
        assertThat(vendor.asked).hasValue(20);
    }

    @Test
    void asksTheModelWhileTheVectorsAreOutOfOrder() {
        var broken = new VectorStore() {
            @Override
            public void put(String collection, Entry entry) {
                throw new IllegalStateException("no connection");
            }

            @Override
            public void remove(String collection, String id) {
                throw new IllegalStateException("no connection");
            }

            @Override
            public void drop(String collection) {
                throw new IllegalStateException("no connection");
            }

            @Override
            public List<Hit> nearest(String collection, float[] vector, int limit) {
                throw new IllegalStateException("no connection");
            }
        };
        var answer = cache(broken, BOUND).chat(JANE, Asked.byMeaning("What is a credit note?"), _ -> {});
        assertThat(answer.message().text()).isEqualTo("an answer to nothing else");
        assertThat(counted.told).contains("failed vectors");
    }

    @Test
    void forgetsWhatHasBecomeTooOld() {
        var cache = cache();
        var questions = Topics.shuffled(TOPICS, 100, 1);
        ask(cache, JANE, questions, Asked::byMeaning);
        now = now.plus(CacheLimits.USUAL.age()).plus(Duration.ofSeconds(1));
        assertThat(ask(cache, JANE, questions.subList(0, 1), Asked::byMeaning).hits)
                .isZero();
    }
}
