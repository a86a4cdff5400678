package dev.bac.llm.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bac.llm.ChatModel;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.FailureClass;
import dev.bac.llm.Message;
import dev.bac.llm.ModelException;
import dev.bac.llm.ModelException.Kind;
import dev.bac.llm.candidates.Candidate;
import dev.bac.llm.contract.Requests;
import dev.bac.llm.routing.Scripted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FallbackModelTest {
    private static final ChatRequest REQUEST = Requests.asking(ChatRequest.AUTO, Message.User.of("Hello"));

    private static ChatModel of(Candidate... candidates) {
        return new Layers(ResilienceSettings.USUAL.with(
                        new ResilienceSettings.Retry(1, Duration.ofMillis(400), Duration.ofSeconds(8), 20)))
                .auto(candidates);
    }

    private static Candidate candidate(String id, ChatModel model) {
        return new Candidate(id, id.substring(id.indexOf('/') + 1), model);
    }

    @Test
    void theNextAnswersAndSaysWhy() {
        var answer = of(
                        candidate("a/one", Scripted.fails(Kind.AUTH, Optional.empty())),
                        candidate("b/two", Scripted.fails(Kind.TRANSIENT, Optional.empty())),
                        candidate("c/three", Scripted.answers("c/three")))
                .chat(Requests.CALLER, REQUEST, text -> {});

        assertThat(answer.model()).isEqualTo("c/three");
        assertThat(answer.why())
                .isEqualTo(
                        "c/three answered because a/one refused the key and b/two could not be reached or broke off");
    }

    @Test
    void nobodyElseFinishesASentence() {
        var heard = new ArrayList<String>();
        var model = of(
                candidate("a/one", Scripted.failsAfterAWord(Kind.TRANSIENT)),
                candidate("b/two", Scripted.answers("b/two")));

        ModelException failure =
                catchThrowableOfType(ModelException.class, () -> model.chat(Requests.CALLER, REQUEST, heard::add));

        assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
        assertThat(heard).containsExactly("half an ");
    }

    @Test
    void aStalledFirstChoiceLeavesTimeForTheOthers() {
        var given = new ArrayList<Duration>();
        Candidate stalls = candidate("a/one", (caller, request, onText) -> {
            given.add(request.timeout());
            throw new ModelException(Kind.TIMEOUT, "a", "late", Optional.empty());
        });
        Candidate last = candidate("b/two", (caller, request, onText) -> {
            given.add(request.timeout());
            return Scripted.answers("b/two").chat(caller, request, onText);
        });

        of(stalls, last).chat(Requests.CALLER, REQUEST.withTimeout(Duration.ofSeconds(10)), text -> {});

        assertThat(given.getFirst()).isLessThanOrEqualTo(Duration.ofSeconds(7));
        assertThat(given.getLast()).isGreaterThan(Duration.ofSeconds(9));
    }

    /** {@code -Dseed} repeats what a failure names. For any list of outcomes: the first that neither fails nor may not be passed over decides, in order. */
    @Test
    void theOrderOfPreferenceDecidesWhateverFails() {
        long seed = Long.getLong("seed", System.nanoTime());
        var random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            var asked = new ArrayList<Integer>();
            var outcomes = new ArrayList<Optional<Kind>>();
            var candidates = new ArrayList<Candidate>();
            int count = 1 + random.nextInt(6);
            for (int index = 0; index < count; index++) {
                Optional<Kind> outcome = random.nextInt(4) == 0
                        ? Optional.empty()
                        : Optional.of(Kind.values()[random.nextInt(Kind.values().length)]);
                outcomes.add(outcome);
                String id = "p" + index + "/m";
                int place = index;
                candidates.add(candidate(id, (caller, request, onText) -> {
                    asked.add(place);
                    return outcome.map(kind -> Scripted.fails(kind, Optional.empty()))
                            .orElseGet(() -> Scripted.answers(id))
                            .chat(caller, request, onText);
                }));
            }
            String told = "seed " + seed + ", outcomes " + outcomes;
            int decides = 0;
            while (decides < count - 1
                    && outcomes.get(decides).filter(FailureClass::mayFallBack).isPresent()) {
                decides++;
            }

            int last = decides;
            Object result = outcome(of(candidates.toArray(Candidate[]::new)));

            Object expected = outcomes.get(decides)
                    .<Object>map(kind -> toldOf(outcomes.subList(0, last + 1)))
                    .orElse("p" + decides + "/m");
            assertThat(result).as(told).isEqualTo(expected);
            assertThat(asked).as(told).hasSize(decides + 1).isSorted();
        }
    }

    /** The last failure; that a model cannot do something is told only when no other failed otherwise. */
    private static Kind toldOf(List<Optional<Kind>> failures) {
        var kinds = failures.stream().flatMap(Optional::stream).toList();
        return kinds.stream()
                .filter(kind -> kind != Kind.UNSUPPORTED)
                .reduce((_, later) -> later)
                .filter(_ -> kinds.getLast() == Kind.UNSUPPORTED)
                .orElse(kinds.getLast());
    }

    private static Object outcome(ChatModel model) {
        try {
            return model.chat(Requests.CALLER, REQUEST, text -> {}).model();
        } catch (ModelException failure) {
            return failure.kind();
        }
    }
}
