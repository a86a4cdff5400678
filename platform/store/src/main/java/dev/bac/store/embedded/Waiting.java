package dev.bac.store.embedded;

import dev.bac.store.embedded.PostgresFailure.WillNotRun;
import java.time.Duration;

/** Short pauses between attempts. */
final class Waiting {
    private Waiting() {}

    static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WillNotRun("interrupted while waiting for PostgreSQL", e);
        }
    }
}
