package dev.bac.llm.routing.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bac.identity.TenantId;
import dev.bac.llm.Bounds;
import dev.bac.llm.ChatOptions;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.ChatResponse;
import dev.bac.llm.ChatResponse.Finish;
import dev.bac.llm.Message;
import dev.bac.llm.Part;
import dev.bac.llm.Usage;
import dev.bac.llm.candidates.Candidate;
import dev.bac.llm.candidates.TenantRules;
import dev.bac.llm.contract.Requests;
import dev.bac.llm.routing.Catalogue;
import dev.bac.llm.routing.live.Paces;
import dev.bac.llm.routing.quality.Lesson;
import dev.bac.llm.routing.quality.LessonSource;
import dev.bac.llm.routing.quality.Lessons;
import dev.bac.llm.routing.task.Surface;
import dev.bac.retrieval.Embedder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

/** Who is asked first, and why. */
class ChoosingTest {
    private static final String LUNA = "openai/gpt-5.6-luna";
    private static final String NANO = "openai/gpt-5.4-nano";
    private static final String HAIKU = "anthropic/claude-haiku-4-5";
    private static final String OPUS = "anthropic/claude-opus-5-5";
    private static final String OLD = "openai/o4-mini";
    private static final String LLAMA = "ollama/llama3:8b";
    private static final String PLANNER = "bac/planner";

    private static final String EASY = "What is the capital of France?";
    private static final String HARD =
            "Explain why the two ledgers differ unless all postings are reversed, compare how each rule applies if not all"
                    + " hold, then derive the 17 amounts between 3 and 4,000 because only 12 of 90 are right, and prove 7 of them.";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T09:00:00Z"));
    private final Paces paces = new Paces(now::get);
    private final List<Decision> decided = new ArrayList<>();
    private final Lessons lessons = new Lessons(
            LessonSource.NONE,
            (model, surface) -> Estimates.guess(model, Catalogue.shipped().find(model), surface.difficulty()),
            Runnable::run,
            now::get);

    private static final TenantRules NO_RULES = TenantRules.NONE;

    private Choosing choosing(TenantRules rules, List<String> models, Policy... own) {
        return choosing(rules, models, new Policies(List.of(own), "auto", _ -> Optional.empty()));
    }

    private Choosing choosing(TenantRules rules, List<String> models, Policies policies) {
        var log = new DecisionLog() {
            @Override
            public void decided(Decision decision, Asked asked) {
                decided.add(decision);
            }

            @Override
            public void answered(Decision decision, Answered answered) {}
        };
        var all = new ArrayList<>(models);
        all.add(PLANNER);
        return new Choosing(
                all.stream().map(ChoosingTest::candidate).toList(),
                PLANNER,
                Catalogue.shipped(),
                policies,
                new Choosing.Parts(
                        new Knowledge(paces, lessons, Embedder.none(), Knowledge.ToolOutcomes.NONE),
                        rules,
                        log,
                        now::get,
                        () -> new UUID(0, decided.size())));
    }

    private static Candidate candidate(String id) {
        return new Candidate(id, id.substring(id.indexOf('/') + 1), (_, _, onText) -> {
            onText.accept("yes");
            return new ChatResponse(
                    new Message.Assistant(List.of(new Part.Text("yes"))),
                    Finish.STOP,
                    new Usage(6_000, 0, 100, Optional.empty()),
                    id,
                    "asked");
        });
    }

    private static List<String> ids(List<Candidate> candidates) {
        return candidates.stream().map(Candidate::id).toList();
    }

    private static String first(Choosing choosing, ChatRequest request) {
        return choosing.order(Requests.CALLER, request).getFirst().id();
    }

    private static ChatRequest asking(String model, Message... messages) {
        return new ChatRequest(model, List.of(messages), List.of(), 500, Optional.empty(), Duration.ofSeconds(5));
    }

    private static ChatRequest asks(String model, String text) {
        return asking(model, Message.User.of(text));
    }

    @Test
    void asksACheapModelWhatIsEasyAndADearOneWhatIsHard() {
        var choosing = choosing(NO_RULES, List.of(NANO, OPUS));

        assertThat(first(choosing, asks("auto", EASY))).isEqualTo(NANO);
        assertThat(first(choosing, asks("auto", HARD))).isEqualTo(OPUS);
    }

    @Test
    void anotherPolicyMayTakeTheUsualOnesPlaceForACaller() {
        var choosing =
                choosing(NO_RULES, List.of(NANO, OPUS), new Policies(List.of(), "best", _ -> Optional.of("cheapest")));

        assertThat(first(choosing, asks("auto", HARD))).isEqualTo(NANO);
        assertThat(decided.getLast().policy()).isEqualTo("cheapest");
        assertThat(first(choosing, asks("auto:best", HARD))).isEqualTo(OPUS);
    }

    @Test
    void aPolicyIsAskedForByName() {
        var choosing = choosing(NO_RULES, List.of(NANO, HAIKU, OPUS));
        paces.answered(HAIKU, Duration.ofMillis(100), Duration.ofMillis(400), 200);
        paces.answered(HAIKU, Duration.ofMillis(100), Duration.ofMillis(400), 200);

        assertThat(first(choosing, asks("auto:cheapest", EASY))).isEqualTo(NANO);
        assertThat(first(choosing, asks("auto:best", EASY))).isEqualTo(OPUS);
        assertThat(first(choosing, asks("auto:fastest", EASY))).isEqualTo(HAIKU);
        assertThatThrownBy(() -> first(choosing, asks("auto:frugal", EASY)))
                .hasMessageContaining("No policy is called 'frugal'. There are auto, cheapest");
    }

    @Test
    void thePlannerIsTheLastResortAndNeverTheFirstChoice() {
        assertThat(ids(choosing(NO_RULES, List.of(NANO)).order(Requests.CALLER, asks("auto", EASY))))
                .containsExactly(NANO, PLANNER);
        assertThat(ids(choosing(NO_RULES, List.of()).order(Requests.CALLER, asks("auto", EASY))))
                .containsExactly(PLANNER);
    }

    @Test
    void leavesOutWhatCannotServeTheRequestAndSaysWhy() {
        var picture = asking(
                "auto",
                new Message.User(List.of(new Part.Text("What is this?"), new Part.Image("https://example.com/a.png"))));
        var choosing = choosing(NO_RULES, List.of(LLAMA, OLD, HAIKU));

        assertThat(ids(choosing.order(Requests.CALLER, picture))).containsExactly(HAIKU, PLANNER);
        assertThat(reasons()).containsEntry(LLAMA, "takes no images").containsEntry(OLD, "was retired on 2026-10-23");

        var longOne = asks("auto", "word ".repeat(50_000));
        assertThat(ids(choosing.order(Requests.CALLER, longOne))).doesNotContain(LLAMA);
        assertThat(reasons()).containsEntry(LLAMA, "holds only 8192 tokens");
    }

    @Test
    void leavesOutWhatTheCompanyForbids() {
        TenantRules ours = (_, model) ->
                model.startsWith("openai/") ? Optional.of("is not allowed by your company") : Optional.empty();

        assertThat(ids(choosing(ours, List.of(NANO, HAIKU)).order(Requests.CALLER, asks("auto", EASY))))
                .containsExactly(HAIKU, PLANNER);
    }

    @Test
    void aLimitIsKeptWhileAnyModelCanKeepIt() {
        var careful = new Policy("careful", 0, 0, 0, new Policy.Limits(0.9, Optional.empty(), Optional.empty()), false);
        var quick = new Policy(
                "quick", 0, 0, 0, new Policy.Limits(0, Optional.of(Duration.ofSeconds(1)), Optional.empty()), false);
        var choosing = choosing(NO_RULES, List.of(NANO, HAIKU), careful, quick);

        assertThat(first(choosing, asks("auto:careful", EASY))).isEqualTo(HAIKU);
        assertThat(first(choosing, asks("auto:quick", EASY))).isEqualTo(NANO);
        assertThat(decided.getLast().why()).contains("no model keeps the limits: it may take");
    }

    @Test
    void whoAsksMaySetLimitsToo() {
        var wanted = new Bounds(0.9, Optional.empty(), Optional.empty());
        var request = new ChatRequest(
                "auto:cheapest",
                List.of(Message.User.of(EASY)),
                List.of(),
                500,
                Optional.empty(),
                Duration.ofSeconds(5),
                ChatOptions.NONE.within(wanted));

        assertThat(first(choosing(NO_RULES, List.of(NANO, HAIKU)), request)).isEqualTo(HAIKU);
    }

    @Test
    void aCascadeAsksTwoCheapOnesBeforeTheStrongOneAndSparesItWhenTheyAgree() {
        var choosing = choosing(NO_RULES, List.of(LUNA, HAIKU, NANO, OPUS));
        var request = asks("auto:cascade", EASY);

        var answer =
                choosing.order(Requests.CALLER, request).getFirst().model().chat(Requests.CALLER, request, _ -> {});

        assertThat(answer.why()).contains(" and anthropic/claude-haiku-4-5 agree; " + OPUS + " was not asked [");
        assertThat(first(choosing, asking("auto:cascade", Message.User.of(EASY), calls(), results())))
                .as("not in the middle of a conversation")
                .isNotNull();
    }

    @Test
    void aModelThatBecameSlowIsAskedLater() {
        var choosing = choosing(NO_RULES, List.of(LUNA, NANO));
        String usual = first(choosing, asks("auto", EASY));
        for (int i = 0; i < 10; i++) {
            paces.answered(usual, Duration.ofSeconds(60), Duration.ofSeconds(90), 100);
        }

        assertThat(first(choosing, asks("auto", EASY))).isNotEqualTo(usual);

        now.updateAndGet(time -> time.plus(Duration.ofHours(3)));
        assertThat(first(choosing, asks("auto", EASY)))
                .as("forgotten after hours")
                .isEqualTo(usual);
    }

    @Test
    void outcomesOverruleTheGuess() {
        var choosing = choosing(NO_RULES, List.of(NANO, OPUS));
        assertThat(first(choosing, asks("auto", EASY))).isEqualTo(NANO);
        for (int i = 0; i < 30; i++) {
            var question = Surface.of("What is the capital of country " + i + "?");
            lessons.teach(Requests.CALLER.tenant(), new Lesson(NANO, question, Optional.empty(), 0.1));
            lessons.teach(Requests.CALLER.tenant(), new Lesson(OPUS, question, Optional.empty(), 1));
        }

        assertThat(first(choosing, asks("auto", EASY))).isEqualTo(OPUS);
        assertThat(decided.getLast().why()).contains("learned");
        assertThat(decided.getLast().options())
                .filteredOn(option -> option.model().equals(NANO))
                .allMatch(option -> option.expected().quality() < 0.6);
    }

    @Test
    void oneCompanyLearnsNothingFromAnother() {
        var choosing = choosing(NO_RULES, List.of(NANO, OPUS));
        var other = new TenantId(new UUID(7, 7));
        for (int i = 0; i < 30; i++) {
            lessons.teach(other, new Lesson(NANO, Surface.of(EASY + i), Optional.empty(), 0));
        }

        assertThat(first(choosing, asks("auto", EASY))).isEqualTo(NANO);
    }

    private static Message.Assistant calls(Part... before) {
        var parts = new ArrayList<Part>(List.of(before));
        parts.add(new Part.ToolCall("1", "crm_search", JsonNodeFactory.instance.objectNode()));
        return new Message.Assistant(parts);
    }

    private static Message.ToolResults results() {
        return new Message.ToolResults(List.of(new Part.ToolResult("1", "crm_search", "none", false)));
    }

    @Test
    void aConversationThatAwaitsItsToolsStaysWithItsModel() {
        var choosing = choosing(NO_RULES, List.of(NANO, OPUS));
        var opening = Message.User.of(HARD);
        var chosen = choosing.order(Requests.CALLER, asking("auto", opening)).getFirst();
        assertThat(chosen.id()).isEqualTo(OPUS);
        chosen.model().chat(Requests.CALLER, asking("auto", opening), _ -> {});

        var later = asking("auto:cheapest", opening, calls(), results());

        assertThat(first(choosing, later)).isEqualTo(OPUS);
        assertThat(decided.getLast().why()).isEqualTo(OPUS + ": stays with the model that called the tools");
    }

    @Test
    void signedThinkingStaysWithItsProvider() {
        var signed = new Part.Opaque("anthropic", JsonNodeFactory.instance.objectNode());
        var request = asking(
                "auto:cheapest",
                Message.User.of(EASY),
                new Message.Assistant(List.of(signed, new Part.Text("Paris"))),
                Message.User.of("And of Spain?"));

        assertThat(ids(choosing(NO_RULES, List.of(NANO, OPUS, HAIKU)).order(Requests.CALLER, request)))
                .containsExactly(HAIKU, OPUS, NANO, PLANNER);
    }

    @Test
    void aWarmCacheIsAPriceAndRunsOut() {
        var choosing = choosing(NO_RULES, List.of("anthropic/claude-opus-4-5", OPUS));
        var manual = new Message.Instructions("Rule. ".repeat(4_000));
        var opening = asking("auto:cheapest", manual, Message.User.of(EASY));
        // Opus 5.5 is the cheaper of the two until the other holds the conversation in its cache.
        assertThat(first(choosing, opening)).isEqualTo(OPUS);
        choosing.order(Requests.CALLER, opening).stream()
                .filter(candidate -> candidate.id().endsWith("4-5"))
                .forEach(candidate -> candidate.model().chat(Requests.CALLER, opening, _ -> {}));
        var next = asking(
                "auto:cheapest",
                manual,
                Message.User.of(EASY),
                new Message.Assistant(List.of(new Part.Text("Paris"))),
                Message.User.of("And of Spain?"));

        assertThat(first(choosing, next)).isEqualTo("anthropic/claude-opus-4-5");
        assertThat(decided.getLast().why()).contains("its cache is warm");

        now.updateAndGet(time -> time.plus(Duration.ofMinutes(30)));
        assertThat(first(choosing, next)).as("the cache has run out").isEqualTo(OPUS);
    }

    @Test
    void theAnswerSaysWhyAndNamesItsDecision() {
        var chosen = choosing(NO_RULES, List.of(NANO, OPUS))
                .order(Requests.CALLER, asks("auto", EASY))
                .getFirst();

        var answer = chosen.model().chat(Requests.CALLER, asks("auto", EASY), _ -> {});

        assertThat(answer.why())
                .startsWith(NANO + ": least expected loss of auto ($0.0")
                .contains("quality", "guessed", "next " + OPUS)
                .endsWith("[" + decided.getLast().id() + "]");
        assertThat(decided.getLast().options())
                .hasSize(2)
                .allMatch(option -> option.expected().cost() > 0);
    }

    private Map<String, String> reasons() {
        var reasons = new HashMap<String, String>();
        decided.getLast().options().forEach(option -> option.leftOut()
                .ifPresent(why -> reasons.put(option.model(), why)));
        return reasons;
    }
}
