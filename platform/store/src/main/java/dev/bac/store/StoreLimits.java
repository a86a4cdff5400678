package dev.bac.store;

import java.time.Duration;

/**
 * What one schema's transactions may take.
 *
 * @param statement time of one statement
 * @param lock wait for one lock
 * @param idle pause between two statements of a transaction that may hold rows; PostgreSQL ends its session then, so that
 *     a node that stands still, or whose machine is gone, keeps nobody waiting for longer
 * @param reading pause between two statements of a transaction that only reads, which keeps nobody waiting
 * @param acquire wait for a connection
 * @param connections at once, for the application role
 * @param attempts of a transaction that collides with others
 */
public record StoreLimits(
        Duration statement,
        Duration lock,
        Duration idle,
        Duration reading,
        Duration acquire,
        int connections,
        int attempts) {
    /** Of sessions without a client: a machine that is gone is noticed within a minute, not after two hours. */
    private static final String CLIENT_GONE =
            " -c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3";

    /** Fits tools that answer a person; while a write reads a document that came along, it says nothing to PostgreSQL. */
    public static StoreLimits usual() {
        return idle(Duration.ofSeconds(15));
    }

    /** Fits runs that others take over: what stands still is held as long as the lease of a run, and no longer. */
    public static StoreLimits ofRuns() {
        return idle(Duration.ofSeconds(5));
    }

    private static StoreLimits idle(Duration idle) {
        return new StoreLimits(
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                idle,
                Duration.ofSeconds(60),
                Duration.ofSeconds(10),
                12,
                5);
    }

    /** As PostgreSQL takes them at sign-in. */
    String options() {
        return "-c statement_timeout=" + statement.toMillis() + " -c lock_timeout=" + lock.toMillis()
                + " -c idle_in_transaction_session_timeout=" + idle.toMillis() + CLIENT_GONE;
    }
}
