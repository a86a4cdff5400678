package dev.bac.orchestrator.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.store.journal.Leases;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An order that takes longer than its lease, as a move of a large business does, is nobody else's meanwhile. */
class HeldLeaseTest {
    private static final Duration LENGTH = Duration.ofMillis(900);

    private final Leases leases =
            new Leases(TestPlatform.shared().platform().access().store());
    private final String name = "business/" + UUID.randomUUID();

    @Test
    void isNobodyElsesForAsLongAsTheWorkTakes() throws InterruptedException {
        try (var held = new HeldLease(leases, leases.take(name, "one", LENGTH).orElseThrow(), LENGTH)) {
            Thread.sleep(LENGTH.multipliedBy(3));
            assertThat(leases.take(name, "other", LENGTH)).isEmpty();
            held.still();
        }
        assertThat(leases.take(name, "other", LENGTH)).isPresent();
    }

    @Test
    void workWhoseLeaseWasTakenIsNotRecorded() {
        var lost = leases.take(name, "one", Duration.ZERO).orElseThrow();
        leases.take(name, "other", LENGTH).orElseThrow();
        try (var held = new HeldLease(leases, lost, LENGTH)) {
            assertThatThrownBy(held::still).hasMessageContaining("lost");
        }
        assertThat(leases.take(name, "third", LENGTH)).as("still the other's").isEmpty();
    }
}
