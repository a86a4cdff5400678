package dev.bac.orchestrator.answers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TurnsTest {

    @Test
    void letsOneAnswerWhileTheOthersWaitForIt() throws Exception {
        var turns = new Turns(Duration.ofMinutes(1));
        var atWork = new AtomicInteger();
        var most = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var runs = new ArrayList<Future<?>>();
            for (int i = 0; i < 50; i++) {
                runs.add(threads.submit(() -> {
                    try (var _ = turns.take("same", () -> false)) {
                        most.accumulateAndGet(atWork.incrementAndGet(), Math::max);
                        Thread.yield();
                        atWork.decrementAndGet();
                    }
                }));
            }
            for (var run : runs) {
                run.get();
            }
        }
        assertThat(most).hasValue(1);
    }

    @Test
    void keepsNobodyWaitingWhoIsToEndOrWaitedLongEnough() {
        var patient = new Turns(Duration.ofMinutes(10));
        try (var _ = patient.take("same", () -> false)) {
            assertThat(patient.take("same", () -> true)).isSameAs(Turn.FREE);
            assertThat(patient.take("another", () -> false)).isNotSameAs(Turn.FREE);
        }
        var hurried = new Turns(Duration.ofMillis(1));
        try (var _ = hurried.take("same", () -> false)) {
            assertThat(hurried.take("same", () -> false)).isSameAs(Turn.FREE);
        }
    }
}
