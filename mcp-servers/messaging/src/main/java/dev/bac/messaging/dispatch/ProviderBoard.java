package dev.bac.messaging.dispatch;

import dev.bac.messaging.vendor.Provider;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Chooses among providers by what this node has seen of them.
 *
 * <p>A provider's mark is seven tenths how often it lately took what it was given, and three tenths its health; four
 * fifths of that when it was used within the last second, so that equals share the work. Among those within 0.05 of the
 * best the cheapest is chosen. A provider whose breaker is open, or whose bucket is empty, is not chosen at all. Who has
 * fallen out comes back only by proving itself: the breaker lets single requests through, and closes after as many in a
 * row went well as failed before; between the two thresholds nothing changes, so that nobody flaps.
 */
public final class ProviderBoard {
    private static final double SUCCESS = 0.7;
    private static final double HEALTH = 0.3;
    private static final double RECENT = 0.8;
    private static final double NEAR = 0.05;
    private static final Duration JUST_NOW = Duration.ofSeconds(1);
    private static final BigDecimal DEAREST = BigDecimal.valueOf(Long.MAX_VALUE);

    private final Map<String, Standing> standings = new ConcurrentHashMap<>();

    /**
     * A provider and how many messages it may be given now.
     *
     * @param most at least 1
     */
    public record Choice(Provider provider, int most) {}

    /** The provider that should have the next messages, with its tokens taken; empty when none can be asked now. */
    public Optional<Choice> choose(List<Provider> candidates, int most, Instant now) {
        Provider best = null;
        double bestMark = -1;
        for (var one : candidates) {
            var standing = standing(one);
            if (!standing.ready(now)) {
                continue;
            }
            double mark = mark(standing, now);
            if (best == null || better(one, mark, best, bestMark)) {
                best = one;
                bestMark = Math.max(mark, bestMark);
            }
        }
        if (best == null) {
            return Optional.empty();
        }
        int granted = standing(best).take(most, now);
        return granted == 0 ? Optional.empty() : Optional.of(new Choice(best, granted));
    }

    private static boolean better(Provider one, double mark, Provider best, double bestMark) {
        if (Math.abs(mark - bestMark) <= NEAR) {
            return price(one).compareTo(price(best)) < 0;
        }
        return mark > bestMark;
    }

    private static BigDecimal price(Provider one) {
        return Optional.ofNullable(one.price()).orElse(DEAREST);
    }

    private static double mark(Standing standing, Instant now) {
        double mark = SUCCESS * standing.success() + HEALTH * standing.health();
        return standing.usedWithin(JUST_NOW, now) ? mark * RECENT : mark;
    }

    /** Whether any of these could be asked now. */
    public boolean anyReady(List<Provider> candidates, Instant now) {
        return candidates.stream().anyMatch(one -> standing(one).ready(now));
    }

    /** What is known of a provider. */
    public Standing standing(Provider provider) {
        return standings.computeIfAbsent(provider.id(), _ -> new Standing(provider.perSecond()));
    }
}
