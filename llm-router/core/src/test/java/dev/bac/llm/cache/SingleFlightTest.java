package dev.bac.llm.cache;

import static dev.bac.llm.cache.Asked.FIXED;
import static dev.bac.llm.cache.Asked.JANE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bac.llm.ChatModel;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.ChatResponse.Finish;
import dev.bac.llm.ModelException;
import dev.bac.llm.ModelException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SingleFlightTest {
    private static final int MANY = 100;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);

    private static ChatModel cached(ChatModel model) {
        return new ExactCache(
                model, new AnswerStoreInMemory(CacheLimits.USUAL, Instant::now), CacheEvents.NONE, Instant::now);
    }

    private void waits() {
        asked.countDown();
        try {
            if (!go.await(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("never released");
            }
        } catch (InterruptedException left) {
            throw new ModelException(Kind.CANCELLED, "vendor", "left", left);
        }
    }

    @Test
    void aHundredWhoAskTheSameAreOneCall() throws Exception {
        var vendor = new Vendor(_ -> {
            waits();
            return Vendor.says("one");
        });
        var cache = cached(vendor);
        var started = new CountDownLatch(MANY);
        var texts = together(MANY, () -> {
            started.countDown();
            var streamed = new StringBuilder();
            cache.chat(JANE, FIXED, streamed::append);
            return streamed.toString();
        });
        assertThat(started.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
        go.countDown();

        for (var text : texts) {
            assertThat(text.get()).isEqualTo("one");
        }
        assertThat(vendor.asked).hasValue(1);
    }

    @Test
    void anotherAsksWhenTheOneWhoAskedLeaves() throws Exception {
        var first = new AtomicInteger();
        var vendor = new Vendor(_ -> {
            if (first.getAndIncrement() == 0) {
                waits();
            }
            return Vendor.says("second");
        });
        var cache = cached(vendor);
        var leaver = Thread.startVirtualThread(() -> {
            try {
                cache.chat(JANE, FIXED, _ -> {});
            } catch (ModelException cancelled) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
        var texts =
                together(20, () -> cache.chat(JANE, FIXED, _ -> {}).message().text());

        leaver.interrupt();

        for (var text : texts) {
            assertThat(text.get()).isEqualTo("second");
        }
        assertThat(vendor.asked).hasValue(2);
    }

    @Test
    void eachAsksForItselfWhenTheModelFailedAnother() throws Exception {
        var first = new AtomicInteger();
        var vendor = new Vendor(_ -> {
            if (first.getAndIncrement() == 0) {
                waits();
                throw new ModelException(Kind.OVERLOADED, "vendor", "busy", Optional.empty());
            }
            return Vendor.says("later");
        });
        var cache = cached(vendor);
        var leader = together(1, () -> cache.chat(JANE, FIXED, _ -> {}));
        assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
        var texts =
                together(20, () -> cache.chat(JANE, FIXED, _ -> {}).message().text());
        go.countDown();

        for (var text : texts) {
            assertThat(text.get()).isEqualTo("later");
        }
        assertThatThrownBy(() -> leader.getFirst().get()).hasRootCauseInstanceOf(ModelException.class);
    }

    @Test
    void givesNobodyTheCutOffAnswerOfAnother() throws Exception {
        var count = new AtomicInteger();
        var vendor = new Vendor(_ -> {
            if (count.getAndIncrement() == 0) {
                waits();
                return Vendor.says("cut o", Finish.LENGTH, "v/m");
            }
            return Vendor.says("whole");
        });
        var cache = cached(vendor);
        var leader =
                together(1, () -> cache.chat(JANE, FIXED, _ -> {}).message().text());
        assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
        var texts = together(5, () -> cache.chat(JANE, FIXED, _ -> {}).message().text());
        go.countDown();

        for (var text : texts) {
            assertThat(text.get()).isEqualTo("whole");
        }
        assertThat(leader.getFirst().get()).isEqualTo("cut o");
    }

    @Test
    void whoWaitsForAnotherWaitsNoLongerThanTheirOwnLimit() throws Exception {
        var vendor = new Vendor(_ -> {
            waits();
            return Vendor.says("late");
        });
        var cache = cached(vendor);
        var leader =
                together(1, () -> cache.chat(JANE, FIXED, _ -> {}).message().text());
        assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
        ChatRequest hasty = FIXED.withTimeout(Duration.ofMillis(50));

        assertThatThrownBy(() -> cache.chat(JANE, hasty, _ -> {}))
                .isInstanceOfSatisfying(
                        ModelException.class, late -> assertThat(late.kind()).isEqualTo(Kind.TIMEOUT));
        go.countDown();
        assertThat(leader.getFirst().get()).isEqualTo("late");
    }

    private static <T> List<Future<T>> together(int count, Callable<T> work) {
        var futures = new ArrayList<Future<T>>();
        @SuppressWarnings("resource") // its threads end with their work
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        for (int i = 0; i < count; i++) {
            futures.add(threads.submit(work));
        }
        return futures;
    }
}
