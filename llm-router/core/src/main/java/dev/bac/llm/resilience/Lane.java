package dev.bac.llm.resilience;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** What is known of one model at one provider, from the calls made to it: a breaker for each key, its load, its speed. */
final class Lane {
    private final String provider;
    private final String model;
    private final List<Breaker> keys;
    private final AdaptiveLimit limit;
    private final Latency firstWord = new Latency();
    private final Breaker slowness;
    private final RetryBudget retries;
    private final ResilienceSettings.Trip trip;
    final LongAdder failures = new LongAdder();
    final LongAdder asked = new LongAdder();
    final LongAdder askedAgain = new LongAdder();
    final LongAdder hedges = new LongAdder();

    Lane(String provider, String model, int keyCount, ResilienceSettings settings, InstantSource clock) {
        this.provider = provider;
        this.model = model;
        this.trip = settings.breaker();
        var breakers = new ArrayList<Breaker>();
        for (int key = 0; key < keyCount; key++) {
            breakers.add(new Breaker(trip, clock));
        }
        this.keys = List.copyOf(breakers);
        this.limit = new AdaptiveLimit(settings.load(), clock);
        this.slowness = new Breaker(trip, clock);
        this.retries = new RetryBudget(settings.retry().budgetPercent());
    }

    String provider() {
        return provider;
    }

    String model() {
        return model;
    }

    String id() {
        return provider + "/" + model;
    }

    List<Breaker> keys() {
        return keys;
    }

    AdaptiveLimit limit() {
        return limit;
    }

    Latency firstWord() {
        return firstWord;
    }

    /** Opens when first words come much later than usual; the model is then asked after the others, not never. */
    Breaker slowness() {
        return slowness;
    }

    RetryBudget retries() {
        return retries;
    }

    /** A first word after this time is much later than usual; empty until the usual time is known. */
    Optional<Duration> slowAfter() {
        return firstWord
                .percentile(50)
                .map(usual -> usual.multipliedBy(trip.slowTimes()))
                .map(many -> many.compareTo(trip.slow()) > 0 ? many : trip.slow());
    }
}
