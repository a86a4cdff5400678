package dev.bac.llm.resilience;

import java.time.Duration;
import java.util.Optional;

/**
 * Times to the first word, forgetting slowly. Buckets grow by an eighth, so a quantile is off by at most that; each new time
 * makes all before it count a little less, the last two hundred most.
 */
final class Latency {
    private static final double GROWTH = 1.125;
    private static final int BUCKETS = 128;
    private static final double KEPT = 0.995;
    private static final double LEAST = 20;

    private final double[] weights = new double[BUCKETS];
    private double seen;

    synchronized void record(Duration time) {
        double millis = Math.max(1, time.toNanos() / 1e6);
        int bucket = (int) Math.min(BUCKETS - 1, Math.log(millis) / Math.log(GROWTH));
        for (int index = 0; index < BUCKETS; index++) {
            weights[index] *= KEPT;
        }
        weights[bucket] += 1;
        seen++;
    }

    /** Empty until enough were seen. */
    synchronized Optional<Duration> percentile(int percent) {
        if (seen < LEAST) {
            return Optional.empty();
        }
        double all = 0;
        for (double weight : weights) {
            all += weight;
        }
        double wanted = all * percent / 100;
        double sum = 0;
        int bucket = 0;
        for (; bucket < BUCKETS - 1 && sum + weights[bucket] < wanted; bucket++) {
            sum += weights[bucket];
        }
        return Optional.of(Duration.ofNanos((long) (Math.pow(GROWTH, bucket + 1) * 1e6)));
    }
}
