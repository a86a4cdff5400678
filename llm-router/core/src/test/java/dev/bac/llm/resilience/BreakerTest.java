package dev.bac.llm.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bac.llm.ChatModel;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.ChatResponse;
import dev.bac.llm.Message;
import dev.bac.llm.ModelException;
import dev.bac.llm.ModelException.Kind;
import dev.bac.llm.candidates.Candidate;
import dev.bac.llm.contract.Requests;
import dev.bac.llm.resilience.Health.Standing;
import dev.bac.llm.routing.Scripted;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BreakerTest {
    private static final ChatRequest REQUEST = Requests.asking(ChatRequest.AUTO, Message.User.of("Hello"));

    private final Layers layers = Layers.usual();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicReference<ChatModel> behaviour = new AtomicReference<>(Scripted.answers("a/m"));
    private final Candidate first = layers.guarded("a", (caller, request, onText) -> {
        asked.incrementAndGet();
        return behaviour.get().chat(caller, request, onText);
    });
    private final Candidate second = layers.guarded("b", Scripted.answers("b/m"));
    private final ChatModel auto = layers.auto(first, second);

    private ChatResponse ask() {
        return auto.chat(Requests.CALLER, REQUEST, text -> {});
    }

    private Health health() {
        return layers.resilience.health().stream()
                .filter(one -> one.provider().equals("a"))
                .findFirst()
                .orElseThrow();
    }

    private void fails(Kind kind, Optional<Duration> wish) {
        behaviour.set(Scripted.fails(kind, wish));
    }

    @Test
    void aVendorThatKeepsFailingIsLeftAloneUntilAProbeSucceeds() {
        fails(Kind.TRANSIENT, Optional.empty());
        for (int request = 0; request < 50; request++) {
            assertThat(ask().model()).isEqualTo("b/m");
        }
        assertThat(asked).hasValue(5);
        assertThat(health().standing()).isEqualTo(Standing.LEFT_ALONE);
        assertThat(health().until()).contains(layers.instant().plus(Duration.ofSeconds(10)));

        layers.pass(Duration.ofSeconds(10));
        assertThat(health().standing()).isEqualTo(Standing.ON_TRIAL);
        ask();
        assertThat(asked).as("the probe").hasValue(6);
        assertThat(health().until())
                .as("twice as long after a failed probe")
                .contains(layers.instant().plus(Duration.ofSeconds(20)));

        layers.pass(Duration.ofSeconds(20));
        behaviour.set(Scripted.answers("a/m"));
        assertThat(ask().model()).isEqualTo("a/m");
        assertThat(health().standing()).isEqualTo(Standing.OPEN_TO_ALL);
    }

    @Test
    void aFewFailuresAmongManyAnswersAreForgiven() {
        for (int request = 0; request < 300; request++) {
            if (request % 3 == 2) {
                fails(Kind.TRANSIENT, Optional.empty());
            } else {
                behaviour.set(Scripted.answers("a/m"));
            }
            ask();
        }
        assertThat(asked).hasValue(300);
    }

    @Test
    void aVendorThatAsksForAMinuteGetsAMinute() {
        fails(Kind.RATE_LIMIT, Optional.of(Duration.ofSeconds(60)));
        ask();
        behaviour.set(Scripted.answers("a/m"));
        layers.pass(Duration.ofSeconds(59));
        assertThat(ask().model()).isEqualTo("b/m");
        assertThat(asked).hasValue(1);
        layers.pass(Duration.ofSeconds(1));
        assertThat(ask().model()).isEqualTo("a/m");
    }

    @Test
    void whoNamesAModelThatIsLeftAloneLearnsUntilWhen() {
        fails(Kind.QUOTA, Optional.empty());
        var alone = layers.resilience.alone("a", first.model());
        var request = REQUEST.withModel("m");
        catchThrowableOfType(ModelException.class, () -> alone.chat(Requests.CALLER, request, text -> {}));
        var failure =
                catchThrowableOfType(ModelException.class, () -> alone.chat(Requests.CALLER, request, text -> {}));
        assertThat(failure.kind()).isEqualTo(Kind.QUOTA);
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(10));
        assertThat(failure).hasMessage("a/m is left alone until 2026-11-21T08:00:10Z: it has no credit left");
        assertThat(asked).hasValue(1);
    }

    @Test
    void aWrongRequestSaysNothingAboutTheVendor() {
        fails(Kind.BAD_REQUEST, Optional.empty());
        for (int request = 0; request < 50; request++) {
            catchThrowableOfType(ModelException.class, this::ask);
        }
        assertThat(asked).hasValue(50);
        assertThat(health().standing()).isEqualTo(Standing.OPEN_TO_ALL);
    }

    /** A crowd that waits for a vendor to come back must not fall on it all at once. */
    @Test
    void oneProbeAtATime() throws InterruptedException {
        fails(Kind.AUTH, Optional.empty());
        ask();
        layers.pass(Duration.ofSeconds(10));
        var probing = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        behaviour.set((caller, request, onText) -> {
            probing.countDown();
            try {
                release.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return Scripted.answers("a/m").chat(caller, request, onText);
        });
        Thread probe = Thread.ofVirtual().start(this::ask);
        probing.await();
        for (int request = 0; request < 20; request++) {
            assertThat(ask().model()).isEqualTo("b/m");
        }
        assertThat(asked).hasValue(2);
        release.countDown();
        probe.join();
        behaviour.set(Scripted.answers("a/m"));
        assertThat(ask().model()).isEqualTo("a/m");
    }

    /** A probe whose reader leaves has said nothing, and must not keep the vendor locked away. */
    @Test
    void aProbeThatIsCancelledMakesRoomForTheNext() {
        fails(Kind.AUTH, Optional.empty());
        ask();
        layers.pass(Duration.ofSeconds(10));
        behaviour.set((caller, request, onText) -> {
            throw new IllegalStateException("the reader left");
        });
        catchThrowableOfType(IllegalStateException.class, this::ask);
        behaviour.set(Scripted.answers("a/m"));
        assertThat(ask().model()).isEqualTo("a/m");
    }
}
