package dev.bac.llm.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bac.llm.ChatModel;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.Message;
import dev.bac.llm.ModelException;
import dev.bac.llm.ModelException.Kind;
import dev.bac.llm.contract.Requests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RetryingModelTest {
    private static final ChatRequest REQUEST = Requests.asking("m", Message.User.of("Hello"));
    private final List<Duration> slept = new ArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();

    private ChatModel retrying(ChatModel model) {
        return new RetryingModel(
                (caller, request, onText) -> {
                    asked.incrementAndGet();
                    return model.chat(caller, request, onText);
                },
                new RetryingModel.Limits(3, Duration.ofMillis(400), Duration.ofSeconds(8)),
                new Random(7),
                slept::add);
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
        assertThat(slept).hasSize(2);
        assertThat(slept.get(0)).isBetween(Duration.ofMillis(200), Duration.ofMillis(400));
        assertThat(slept.get(1)).isBetween(Duration.ofMillis(400), Duration.ofMillis(800));
    }

    @Test
    void waitsAsLongAsTheVendorAsks() {
        failure(Scripted.fails(Kind.RATE_LIMIT, Optional.of(Duration.ofSeconds(3))));
        assertThat(slept).containsExactly(Duration.ofSeconds(3), Duration.ofSeconds(3));
    }

    @Test
    void leavesAVendorThatAsksForTooLong() {
        failure(Scripted.fails(Kind.RATE_LIMIT, Optional.of(Duration.ofSeconds(30))));
        assertThat(asked).hasValue(1);
        assertThat(slept).isEmpty();
    }

    @Test
    void asksOnceWhenAskingAgainCannotHelp() {
        for (Kind kind :
                List.of(Kind.AUTH, Kind.QUOTA, Kind.BAD_REQUEST, Kind.REFUSED, Kind.TOO_LONG, Kind.CANCELLED)) {
            asked.set(0);
            failure(Scripted.fails(kind, Optional.empty()));
            assertThat(asked).as(kind.name()).hasValue(1);
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
