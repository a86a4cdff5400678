package dev.bac.llm.routing.live;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Quantiles of what was measured lately: a sample weighs half as much for each half-life that has passed.
 *
 * <p>A histogram of logarithmic buckets (each 10 % wide, so that a quantile is right to 5 %), weighed by forward decay
 * (Cormode, Shkapenyuk, Srivastava and Xu, "Forward decay", 2009): instead of shrinking all old weights at each sample,
 * new ones grow, and all are scaled down together now and then.
 */
final class DecayedQuantiles {
    private static final double WIDTH = Math.log(1.1);
    private static final int BUCKETS = 200;
    private static final double SCALE_AT = 1e12;

    private final double least;
    private final double halfLifeSeconds;
    private final double[] weights = new double[BUCKETS];
    private final ReentrantLock lock = new ReentrantLock();
    private Instant landmark;
    private double total;

    /** @param least smaller values count as this one; the greatest is 1.1²⁰⁰, some 190 million, times as much */
    DecayedQuantiles(double least, Duration halfLife, Instant now) {
        this.least = least;
        this.halfLifeSeconds = halfLife.toMillis() / 1000.0;
        this.landmark = now;
    }

    void add(double value, Instant now) {
        int bucket = (int) Math.floor(Math.log(Math.max(value, least) / least) / WIDTH);
        lock.lock();
        try {
            double weight = growth(now);
            if (weight > SCALE_AT) {
                for (int i = 0; i < BUCKETS; i++) {
                    weights[i] /= weight;
                }
                total /= weight;
                landmark = now;
                weight = 1;
            }
            weights[Math.clamp(bucket, 0, BUCKETS - 1)] += weight;
            total += weight;
        } finally {
            lock.unlock();
        }
    }

    /** Samples, each by what it still weighs. */
    double weight(Instant now) {
        lock.lock();
        try {
            return total / growth(now);
        } finally {
            lock.unlock();
        }
    }

    /** @param share 0 to 1; 0.5 is the median */
    OptionalDouble quantile(double share) {
        lock.lock();
        try {
            double wanted = total * share;
            double seen = 0;
            for (int i = 0; i < BUCKETS; i++) {
                seen += weights[i];
                if (weights[i] > 0 && seen >= wanted) {
                    return OptionalDouble.of(least * Math.exp((i + 0.5) * WIDTH));
                }
            }
            return OptionalDouble.empty();
        } finally {
            lock.unlock();
        }
    }

    private double growth(Instant now) {
        double seconds = Math.max(0, Duration.between(landmark, now).toMillis() / 1000.0);
        return Math.pow(2, seconds / halfLifeSeconds);
    }
}
