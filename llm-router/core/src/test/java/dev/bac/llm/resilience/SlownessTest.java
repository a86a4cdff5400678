package dev.bac.llm.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.llm.ChatModel;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.ChatResponse;
import dev.bac.llm.Message;
import dev.bac.llm.ModelException;
import dev.bac.llm.ModelException.Kind;
import dev.bac.llm.SignOfLife;
import dev.bac.llm.contract.Requests;
import dev.bac.llm.resilience.ResilienceSettings.Trip;
import dev.bac.llm.routing.Scripted;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A vendor that has become slow is one that fails, before anybody has waited for its timeout. */
class SlownessTest {
    private static final ChatRequest REQUEST =
            Requests.asking(ChatRequest.AUTO, Message.User.of("Hello")).withTimeout(Duration.ofMinutes(10));
    private static final int KNOWN = 30;
    private static final Duration SLOW = Duration.ofMillis(150);

    private final AtomicReference<ChatModel> first = new AtomicReference<>(Scripted.answers("a/m"));
    private final Layers layers = new Layers(settings());
    private final ChatModel auto = layers.auto(
            layers.guarded("a", (caller, request, onText) -> first.get().chat(caller, request, onText)),
            layers.guarded("b", Scripted.answers("b/m")));

    private static ResilienceSettings settings() {
        var usual = ResilienceSettings.USUAL;
        var trip = new Trip(20, 5, 50, Duration.ofSeconds(10), Duration.ofMinutes(1), SLOW, 8);
        return new ResilienceSettings(usual.retry(), trip, usual.silence(), usual.hedge(), usual.load());
    }

    private ChatResponse ask() {
        return auto.chat(Requests.CALLER, REQUEST, text -> {});
    }

    private void learn() {
        for (int request = 0; request < KNOWN; request++) {
            assertThat(ask().model()).isEqualTo("a/m");
        }
    }

    private static ChatModel hangs() {
        return (caller, request, onText) -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            throw new ModelException(Kind.CANCELLED, "a", "cancelled", Optional.empty());
        };
    }

    @Test
    void aCallThatHangsIsGivenUpAndTheNextAnswers() {
        learn();
        first.set(hangs());
        ChatResponse answer = ask();
        assertThat(answer.model()).isEqualTo("b/m");
        assertThat(answer.why()).isEqualTo("b/m answered because a/m went silent");
        assertThat(Thread.interrupted())
                .as("the watch takes its interrupt back")
                .isFalse();
    }

    @Test
    void afterAFewTheOthersAreAskedFirstUntilItIsFastAgain() {
        learn();
        first.set(hangs());
        for (int request = 0; request < 10; request++) {
            ask();
        }
        assertThat(ask().why()).isEqualTo("b/m answered because a/m is slower than usual");
        first.set(Scripted.answers("a/m"));
        assertThat(ask().model()).isEqualTo("b/m");
        layers.pass(Duration.ofSeconds(10));
        assertThat(ask().model()).as("the probe").isEqualTo("a/m");
        assertThat(ask().model()).isEqualTo("a/m");
    }

    /** The arguments of a tool and thinking come without a word. */
    @Test
    void oneThatWorksInSilenceIsNotGivenUp() {
        learn();
        first.set((caller, request, onText) -> {
            SignOfLife.tell(onText);
            try {
                Thread.sleep(SLOW.multipliedBy(5));
            } catch (InterruptedException stopped) {
                throw new ModelException(Kind.CANCELLED, "a", "cancelled", stopped);
            }
            return Scripted.answers("a/m").chat(caller, request, onText);
        });
        assertThat(ask().model()).isEqualTo("a/m");
    }
}
