package dev.bac.llm.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bac.llm.ModelException;
import dev.bac.llm.ModelException.Kind;
import dev.bac.llm.resilience.ResilienceSettings.Load;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AdaptiveLimitTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private final Layers clock = Layers.usual();

    private AdaptiveLimit limit(int most, int queue, Duration patience) {
        return new AdaptiveLimit(new Load(most, queue, patience), clock);
    }

    private static void enter(AdaptiveLimit limit, int times) {
        for (int call = 0; call < times; call++) {
            limit.enter("a", LONG);
        }
    }

    @Test
    void goesDownWhenTheVendorSaysTooMuchAndUpAgainOneByOne() {
        var limit = limit(10_000, 10, LONG);
        enter(limit, 100);
        limit.tooMuch();
        assertThat(limit.load().bound()).isEqualTo(70);
        limit.tooMuch();
        assertThat(limit.load().bound()).as("once a second").isEqualTo(70);
        clock.pass(Duration.ofSeconds(1));
        limit.tooMuch();
        assertThat(limit.load().bound()).isEqualTo(49);
        for (int answer = 0; answer < 55; answer++) {
            limit.answered();
        }
        assertThat(limit.load().bound())
                .as("one more for a bound's worth of answers")
                .isEqualTo(50);
    }

    @Test
    void aFullLineIsToldAtOnce() {
        var limit = limit(1, 0, LONG);
        enter(limit, 1);
        var failure = catchThrowableOfType(ModelException.class, () -> limit.enter("a", LONG));
        assertThat(failure.kind()).isEqualTo(Kind.OVERLOADED);
        assertThat(failure).hasMessageContaining("1 calls are at work and 0 wait");
    }

    @Test
    void nobodyWaitsLongerThanAllowed() {
        var limit = limit(1, 5, Duration.ofMillis(50));
        enter(limit, 1);
        assertThat(catchThrowableOfType(ModelException.class, () -> limit.enter("a", LONG))
                        .kind())
                .isEqualTo(Kind.OVERLOADED);
        assertThat(limit.load().waiting()).isZero();
    }

    @Test
    void neverMoreAtWorkThanTheBoundAndNobodyIsForgotten() throws InterruptedException {
        var limit = limit(7, 1_000, LONG);
        var atWork = new AtomicInteger();
        var most = new AtomicInteger();
        var done = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int call = 0; call < 500; call++) {
            threads.add(Thread.ofVirtual().start(() -> {
                limit.enter("a", LONG);
                most.accumulateAndGet(atWork.incrementAndGet(), Math::max);
                Thread.yield();
                atWork.decrementAndGet();
                limit.leave();
                done.incrementAndGet();
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(done).hasValue(500);
        assertThat(most.get()).isBetween(1, 7);
        assertThat(limit.load().atWork()).isZero();
    }
}
