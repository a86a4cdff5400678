package dev.bac.messaging.message;

import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Shows what became of messages in figures. */
public final class AnalyticsTool {
    private static final int STANDARD_DAYS = 30;
    private static final int MOST_DAYS = 366;

    private final MessageAnalytics analytics = new MessageAnalytics();

    /** What {@code messaging_analytics_show} takes. */
    public record AnalyticsWanted(
            @Arg("Of the last so many days, 1 to 366; 30 when left out") @Nullable Integer days) {}

    /** What {@code messaging_analytics_show} answers; costs are in the company's currency. */
    public record Analytics(String summary, String currency, List<MessageAnalytics.Row> items) implements Told {}

    /** The tool. */
    public Tool<?, ?> tool() {
        return Tool.read(
                        "messaging_analytics_show",
                        "Message figures",
                        "Counts our messages by channel and provider: sent, delivered, failed, the delivery rate and what they"
                                + " cost.",
                        AnalyticsWanted.class,
                        Analytics.class,
                        this::show)
                .example("What is our delivery rate by provider?", new AnalyticsWanted(null))
                .example("What did our messages cost in the last 7 days?", new AnalyticsWanted(7))
                .example("How many messages were delivered by channel?", new AnalyticsWanted(null))
                .example("Message statistics of the last 90 days", new AnalyticsWanted(90));
    }

    private Analytics show(Caller caller, Tx tx, AnalyticsWanted given) {
        int days = given.days() == null ? STANDARD_DAYS : given.days();
        if (days < 1 || days > MOST_DAYS) {
            throw ToolRefusal.invalid("days", "must be 1 to " + MOST_DAYS);
        }
        var rows = analytics.by(tx, tx.now().minus(Duration.ofDays(days)), null);
        long all = rows.stream().mapToLong(MessageAnalytics.Row::messages).sum();
        long delivered =
                rows.stream().mapToLong(MessageAnalytics.Row::delivered).sum();
        long failed = rows.stream().mapToLong(MessageAnalytics.Row::failed).sum();
        var cost = rows.stream()
                .map(MessageAnalytics.Row::cost)
                .filter(Objects::nonNull)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        String currency = tx.settings().currency().getCurrencyCode();
        return new Analytics(
                all + " messages in " + days + " days, " + delivered + " delivered, " + failed + " failed, cost "
                        + cost.toPlainString() + " " + currency + ".",
                currency,
                rows);
    }
}
