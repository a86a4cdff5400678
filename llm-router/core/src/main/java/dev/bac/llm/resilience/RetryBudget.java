package dev.bac.llm.resilience;

/**
 * Retries a model may still get: each request adds a part of one, each retry takes one. When everything fails, requests
 * come at most that part more often than they would without retries (Finagle's retry budget, gRPC A6).
 */
final class RetryBudget {
    /** Kept from quiet times, in retries. */
    private static final double MOST = 10;

    private final double part;
    private double left = MOST;

    RetryBudget(int percent) {
        this.part = percent / 100.0;
    }

    synchronized void asked() {
        left = Math.min(MOST, left + part);
    }

    /** True when one more is within the budget; it is then spent. */
    synchronized boolean take() {
        if (left < 1) {
            return false;
        }
        left -= 1;
        return true;
    }
}
