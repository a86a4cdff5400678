package dev.bac.llm.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bac.llm.ChatModel;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.Message;
import dev.bac.llm.ModelException;
import dev.bac.llm.ModelException.Kind;
import dev.bac.llm.contract.Requests;
import dev.bac.llm.routing.Scripted;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RetryTest {
    private static final ChatRequest REQUEST =
            Requests.asking("m", Message.User.of("Hello")).withTimeout(Duration.ofSeconds(30));
    private final Layers layers = Layers.usual();
    private final AtomicInteger asked = new AtomicInteger();

    private ChatModel retrying(ChatModel model) {
        ChatModel counted = (caller, request, onText) -> {
            asked.incrementAndGet();
            return model.chat(caller, request, onText);
        };
        return layers.resilience.alone("a", layers.resilience.guarded("a", List.of(counted)));
    }

    private ModelException failure(ChatModel model) {
        return catchThrowableOfType(
                ModelException.class, () -> retrying(model).chat(Requests.CALLER, REQUEST, text -> {}));
    }

    @Test
    void asksAgainAfterALongerAndLongerPauseAndGivesUp() {
        assertThat(failure(Scripted.fails(Kind.TRANSIENT, Optional.empty())).kind())
                .isEqualTo(Kind.TRANSIENT);

        assertThat(asked).hasValue(3);
        assertThat(layers.slept).hasSize(2);
        assertThat(layers.slept.get(0)).isBetween(Duration.ZERO, Duration.ofMillis(400));
        assertThat(layers.slept.get(1)).isBetween(Duration.ZERO, Duration.ofMillis(800));
    }

    @Test
    void waitsAsLongAsTheVendorAsks() {
        failure(Scripted.fails(Kind.RATE_LIMIT, Optional.of(Duration.ofSeconds(3))));
        assertThat(layers.slept).containsExactly(Duration.ofSeconds(3), Duration.ofSeconds(3));
    }

    @Test
    void doesNotWaitBeyondTheDeadline() {
        catchThrowableOfType(ModelException.class, () -> retrying(
                        Scripted.fails(Kind.RATE_LIMIT, Optional.of(Duration.ofSeconds(3))))
                .chat(Requests.CALLER, REQUEST.withTimeout(Duration.ofSeconds(2)), text -> {}));
        assertThat(asked).hasValue(1);
        assertThat(layers.slept).isEmpty();
    }

    /** Without a budget, three rounds would mean three times the load on a vendor that is down. */
    @Test
    void retriesAreAFifthOfTheRequestsWhenEverythingFails() {
        var open = new ResilienceSettings.Trip(
                20, 1_000_000, 100, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(2), 8);
        var usual = ResilienceSettings.USUAL;
        var neverOpen =
                new Layers(new ResilienceSettings(usual.retry(), open, usual.silence(), usual.hedge(), usual.load()));
        var down =
                neverOpen.resilience.alone("a", neverOpen.resilience.guarded("a", List.of((caller, request, onText) -> {
                    asked.incrementAndGet();
                    throw new ModelException(Kind.TRANSIENT, "a", "down", Optional.empty());
                })));
        for (int request = 0; request < 500; request++) {
            catchThrowableOfType(ModelException.class, () -> down.chat(Requests.CALLER, REQUEST, text -> {}));
        }
        // A fifth, and the ten that were saved up.
        assertThat(asked.get()).isBetween(500 + 100, 500 + 110);
    }

    @Test
    void leavesAVendorThatAsksForTooLong() {
        failure(Scripted.fails(Kind.RATE_LIMIT, Optional.of(Duration.ofSeconds(30))));
        assertThat(asked).hasValue(1);
        assertThat(layers.slept).isEmpty();
    }

    @Test
    void asksOnceWhenAskingAgainCannotHelp() {
        for (Kind kind :
                List.of(Kind.AUTH, Kind.QUOTA, Kind.BAD_REQUEST, Kind.REFUSED, Kind.TOO_LONG, Kind.CANCELLED)) {
            var fresh = new RetryTest();
            fresh.failure(Scripted.fails(kind, Optional.empty()));
            assertThat(fresh.asked).as(kind.name()).hasValue(1);
        }
    }

    @Test
    void saysNothingTwice() {
        failure(Scripted.failsAfterAWord(Kind.TRANSIENT));
        assertThat(asked).hasValue(1);
    }

    @Test
    void aSecondAnswerIsAnAnswer() {
        var answer = retrying((caller, request, onText) -> asked.get() < 2
                        ? Scripted.fails(Kind.OVERLOADED, Optional.empty()).chat(caller, request, onText)
                        : Scripted.answers("a/m").chat(caller, request, onText))
                .chat(Requests.CALLER, REQUEST, text -> {});
        assertThat(answer.model()).isEqualTo("a/m");
    }
}
