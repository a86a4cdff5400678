package dev.bac.messaging.dispatch;

import java.time.Duration;
import java.time.Instant;

/** What this node has seen of one provider: its breaker, its bucket of tokens, its success and its latency. */
public final class Standing {
    /** Requests in a row that fail before the breaker opens. */
    static final int FAILURES = 3;

    private static final double WEIGHT = 0.1;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final double QUICK_MILLIS = 1_000;
    private static final double SLOW_MILLIS = 10_000;
    private static final double HALF_OPEN = 0.5;

    private final int perSecond;
    private double tokens;
    private Instant filled = Instant.EPOCH;
    private double success = 1;
    private double latency;
    private int failed;
    private int proven;
    private boolean open;
    private boolean probing;
    private Duration pause = SHORTEST;
    private Instant until = Instant.EPOCH;
    private Instant used = Instant.EPOCH;

    Standing(int perSecond) {
        this.perSecond = perSecond;
        this.tokens = perSecond;
    }

    synchronized boolean ready(Instant now) {
        return !now.isBefore(until) && !(open && probing) && available(now) >= 1;
    }

    /** Takes up to {@code most} tokens; while the breaker is half open, one. */
    synchronized int take(int most, Instant now) {
        if (!ready(now)) {
            return 0;
        }
        tokens = available(now);
        filled = now;
        int granted = open ? 1 : (int) Math.min(most, tokens);
        tokens -= granted;
        used = now;
        probing = open;
        return granted;
    }

    /** Gives back tokens that nothing was sent for. */
    synchronized void giveBack(int unused) {
        tokens = Math.min(perSecond, tokens + unused);
        probing = false;
    }

    private double available(Instant now) {
        double gained = Math.max(0, Duration.between(filled, now).toNanos()) / 1e9 * perSecond;
        return Math.min(perSecond, tokens + gained);
    }

    /** A request went well. */
    synchronized void wentWell(Duration took) {
        success = success * (1 - WEIGHT) + WEIGHT;
        latency = latency == 0 ? took.toMillis() : latency * (1 - WEIGHT) + took.toMillis() * WEIGHT;
        failed = 0;
        probing = false;
        if (open && ++proven >= FAILURES) {
            open = false;
            pause = SHORTEST;
        }
    }

    /** A request failed for a reason that is the provider's or our account's. */
    synchronized void failed(Instant now) {
        success *= 1 - WEIGHT;
        proven = 0;
        probing = false;
        if (open || ++failed >= FAILURES) {
            open = true;
            until = now.plus(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : pause.multipliedBy(2);
        }
    }

    /** The provider asks to be left alone for a while. */
    synchronized void leaveAlone(Instant end) {
        until = end.isAfter(until) ? end : until;
        probing = false;
    }

    synchronized double success() {
        return success;
    }

    /** 1 for a provider that answers within a second, 0 from ten seconds on; halved while it proves itself. */
    synchronized double health() {
        double slow = (latency - QUICK_MILLIS) / (SLOW_MILLIS - QUICK_MILLIS);
        double health = 1 - Math.clamp(slow, 0, 1);
        return open ? health * HALF_OPEN : health;
    }

    synchronized boolean usedWithin(Duration span, Instant now) {
        return used.plus(span).isAfter(now);
    }

    /** True while it is not asked, or only to prove itself. */
    public synchronized boolean open() {
        return open;
    }
}
