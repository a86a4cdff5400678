package dev.bac.store;

import java.time.Duration;

/**
 * What one schema's transactions may take.
 *
 * @param statement time of one statement
 * @param lock wait for one lock
 * @param idle pause between two statements of a transaction
 * @param acquire wait for a connection
 * @param connections at once, for the application role
 * @param attempts of a transaction that collides with others
 */
public record StoreLimits(
        Duration statement, Duration lock, Duration idle, Duration acquire, int connections, int attempts) {

    /** Fits tools that answer a person. */
    public static StoreLimits usual() {
        return new StoreLimits(
                Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(10), 12, 5);
    }

    /** As PostgreSQL takes them at sign-in. */
    String options() {
        return "-c statement_timeout=" + statement.toMillis() + " -c lock_timeout=" + lock.toMillis()
                + " -c idle_in_transaction_session_timeout=" + idle.toMillis();
    }
}
