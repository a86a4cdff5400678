package dev.bac.llm.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bac.llm.ChatModel;
import dev.bac.llm.ChatOptions;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.ChatResponse;
import dev.bac.llm.Message;
import dev.bac.llm.ModelException;
import dev.bac.llm.ModelException.Kind;
import dev.bac.llm.Part;
import dev.bac.llm.Usage;
import dev.bac.llm.candidates.Candidate;
import dev.bac.llm.candidates.Candidates;
import dev.bac.llm.contract.Requests;
import dev.bac.llm.resilience.ResilienceSettings.Hedge;
import dev.bac.llm.resilience.ResilienceSettings.Trip;
import dev.bac.llm.routing.Scripted;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HedgingTest {
    private static final ChatRequest REQUEST =
            Requests.asking(ChatRequest.AUTO, Message.User.of("Hello")).withTimeout(Duration.ofSeconds(60));
    private static final int KNOWN = 20;

    private final AtomicInteger seconds = new AtomicInteger();
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final AtomicReference<ChatModel> first = new AtomicReference<>(priced("a/m"));
    private final AtomicReference<ChatModel> second = new AtomicReference<>(priced("b/m"));

    /** A thousand tokens in, a hundred out, for a cent. */
    private static ChatModel priced(String id) {
        return (caller, request, onText) -> {
            onText.accept("from " + id);
            return new ChatResponse(
                    new Message.Assistant(List.of(new Part.Text("from " + id))),
                    ChatResponse.Finish.STOP,
                    new Usage(1_000, 0, 100, Optional.of(new BigDecimal("0.01"))),
                    id,
                    id + " was asked");
        };
    }

    /** Says nothing until it is interrupted. */
    private ChatModel hangs() {
        return (caller, request, onText) -> {
            try {
                Thread.sleep(Duration.ofMinutes(5));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                cancelled.countDown();
            }
            throw new ModelException(Kind.CANCELLED, "a", "cancelled", Optional.empty());
        };
    }

    private ChatModel auto(int percent) {
        // Slowness is another rule; here nothing is ever slow.
        return auto(
                percent,
                new Trip(20, 20, 100, Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofMinutes(4), 1_000_000));
    }

    private ChatModel auto(int percent, Trip patient) {
        var usual = ResilienceSettings.USUAL;
        var settings =
                new ResilienceSettings(usual.retry(), patient, usual.silence(), new Hedge(percent, 95), usual.load());
        var resilience = new Resilience(
                settings,
                (id, used) -> Optional.of(new BigDecimal("0.00001").multiply(BigDecimal.valueOf(used.input()))),
                InstantSource.system(),
                new Random(7),
                time -> {});
        var candidates = List.of(
                new Candidate("a/m", "m", resilience.guarded("a", List.of((caller, request, onText) -> first.get()
                        .chat(caller, request, onText)))),
                new Candidate("b/m", "m", resilience.guarded("b", List.of((caller, request, onText) -> {
                    seconds.incrementAndGet();
                    return second.get().chat(caller, request, onText);
                }))));
        var auto = resilience.fallback(Candidates.always(candidates));
        for (int request = 0; request < KNOWN; request++) {
            assertThat(auto.chat(Requests.CALLER, REQUEST, text -> {}).model()).isEqualTo("a/m");
        }
        assertThat(seconds).as("nobody was late").hasValue(0);
        return auto;
    }

    @Test
    void theSecondAnswersForALateFirstWhichIsCancelledAndBothArePaid() throws InterruptedException {
        ChatModel auto = auto(10);
        first.set(hangs());
        var heard = new ArrayList<String>();

        ChatResponse answer = auto.chat(Requests.CALLER, REQUEST, heard::add);

        assertThat(answer.model()).isEqualTo("b/m");
        assertThat(heard).containsExactly("from b/m");
        assertThat(cancelled.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(answer.usage().input()).isEqualTo(2_000);
        assertThat(answer.usage().cost().orElseThrow()).isEqualByComparingTo("0.02");
        assertThat(answer.why()).contains("a/m lost and its cost is counted (estimated at $0.01");
    }

    @Test
    void onlyOneVoiceIsHeardWhenTheFirstComesBackLate() {
        ChatModel auto = auto(10);
        var go = new CountDownLatch(1);
        second.set((caller, request, onText) -> {
            onText.accept("one ");
            go.countDown();
            onText.accept("two");
            return priced("b/m").chat(caller, request, _ -> {});
        });
        first.set((caller, request, onText) -> {
            try {
                go.await();
            } catch (InterruptedException stopped) {
                // It speaks in spite of it.
                Thread.currentThread().interrupt();
            }
            onText.accept("LATE");
            return priced("a/m").chat(caller, request, onText);
        });
        var heard = new ArrayList<String>();
        assertThat(auto.chat(Requests.CALLER, REQUEST, heard::add).model()).isEqualTo("b/m");
        assertThat(heard).containsExactly("one ", "two");
    }

    @Test
    void secondRequestsStayWithinTheirShare() {
        ChatModel auto = auto(10);
        first.set((caller, request, onText) -> {
            try {
                Thread.sleep(20);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new ModelException(Kind.CANCELLED, "a", "cancelled", stopped);
            }
            return priced("a/m").chat(caller, request, onText);
        });
        for (int request = 0; request < 60; request++) {
            auto.chat(Requests.CALLER, REQUEST, text -> {});
        }
        assertThat(seconds.get()).isBetween(1, (KNOWN + 60) / 10);
    }

    @Test
    void offMeansNever() {
        ChatModel auto = auto(0);
        first.set((caller, request, onText) -> {
            try {
                Thread.sleep(50);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return priced("a/m").chat(caller, request, onText);
        });
        assertThat(auto.chat(Requests.CALLER, REQUEST, text -> {}).model()).isEqualTo("a/m");
        assertThat(seconds).hasValue(0);
    }

    @Test
    void aReaderWhoLeavesEndsBoth() throws InterruptedException {
        ChatModel auto = auto(10);
        first.set(hangs());
        var both = new CountDownLatch(2);
        second.set((caller, request, onText) -> {
            both.countDown();
            return hangs().chat(caller, request, onText);
        });
        var kind = new AtomicReference<Kind>();
        Thread reader = Thread.ofVirtual()
                .start(() -> kind.set(catchThrowableOfType(
                                ModelException.class, () -> auto.chat(Requests.CALLER, REQUEST, text -> {}))
                        .kind()));
        while (both.getCount() == 2) {
            Thread.onSpinWait();
        }
        reader.interrupt();
        assertThat(reader.join(Duration.ofSeconds(60))).isTrue();
        assertThat(kind.get()).isEqualTo(Kind.CANCELLED);
        assertThat(cancelled.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whenBothFailTheFirstOnesFailureIsTold() {
        ChatModel auto = auto(10);
        var secondAsked = new CountDownLatch(1);
        first.set((caller, request, onText) -> {
            try {
                secondAsked.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return Scripted.fails(Kind.QUOTA, Optional.empty()).chat(caller, request, onText);
        });
        second.set((caller, request, onText) -> {
            secondAsked.countDown();
            return Scripted.fails(Kind.AUTH, Optional.empty()).chat(caller, request, onText);
        });
        var failure = catchThrowableOfType(ModelException.class, () -> auto.chat(Requests.CALLER, REQUEST, text -> {}));
        assertThat(failure).hasMessage("No model answered: a/m has no credit left; b/m refused the key");
        assertThat(seconds).as("its turn beside the first was its turn").hasValue(1);
    }

    @Test
    void theOptionsOfTheRequestReachBoth() {
        ChatModel auto = auto(10);
        first.set(hangs());
        var got = new AtomicReference<ChatOptions>();
        second.set((caller, request, onText) -> {
            got.set(request.options());
            return priced("b/m").chat(caller, request, onText);
        });
        auto.chat(Requests.CALLER, REQUEST, text -> {});
        assertThat(got.get()).isEqualTo(REQUEST.options());
    }

    /** The watch over the first one's silence once ended the second one's answer, which had begun. */
    @Test
    void theWinnerIsNotGivenUpForTheLosersSilence() {
        var slow = Duration.ofMillis(200);
        ChatModel auto = auto(10, new Trip(20, 20, 100, Duration.ofSeconds(30), Duration.ofMinutes(5), slow, 8));
        first.set(hangs());
        second.set((caller, request, onText) -> {
            onText.accept("one ");
            try {
                Thread.sleep(slow.multipliedBy(6));
            } catch (InterruptedException stopped) {
                throw new ModelException(Kind.CANCELLED, "b", "cancelled", stopped);
            }
            onText.accept("two");
            return priced("b/m").chat(caller, request, _ -> {});
        });
        var heard = new ArrayList<String>();
        assertThat(auto.chat(Requests.CALLER, REQUEST, heard::add).model()).isEqualTo("b/m");
        assertThat(heard).containsExactly("one ", "two");
    }
}
