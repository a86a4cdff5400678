package dev.bac.messaging.campaign;

import dev.bac.mcp.Money;
import dev.bac.mcp.Told;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What {@code messaging_campaign_send} answers. */
public final class CampaignRows {
    private CampaignRows() {}

    /** A recipient without a message; {@code line} is 1 for the first. */
    public record Problem(int line, String problem) {}

    /**
     * A campaign as it stands.
     *
     * @param segments parts of all messages: short messages, or e-mails
     * @param cost estimated; absent when no price was given
     * @param leavesAt when the first may leave, if not at once
     */
    public record CampaignSent(
            String summary,
            UUID id,
            String name,
            CampaignState state,
            int recipients,
            int queued,
            int held,
            int suppressed,
            int failed,
            int cancelled,
            long segments,
            @Nullable Money cost,
            @Nullable Instant leavesAt,
            List<Problem> problems)
            implements Told {}

    static CampaignSent of(
            CampaignStore.Campaign campaign,
            CampaignStore.Counts counts,
            Currency currency,
            @Nullable Instant leavesAt,
            List<Problem> problems) {
        var by = counts.recipients();
        int all = by.values().stream().mapToInt(Integer::intValue).sum();
        int queued = by.getOrDefault(Outcome.QUEUED, 0);
        int held = by.getOrDefault(Outcome.HELD, 0);
        int waiting = by.getOrDefault(Outcome.WAITING, 0);
        int suppressed = by.getOrDefault(Outcome.SUPPRESSED, 0);
        int failed = by.getOrDefault(Outcome.FAILED, 0);
        int cancelled = by.getOrDefault(Outcome.CANCELLED, 0);
        var cost = cost(campaign.price(), counts.segments(), currency);
        var said = new StringBuilder("\"%s\" to %,d recipients: %,d to send".formatted(campaign.name(), all, queued));
        add(said, held, "%,d held, as no vendor is configured");
        add(said, suppressed, "%,d left out, who opted out or have not agreed");
        add(said, failed, "%,d with a problem");
        add(said, cancelled, "%,d taken back");
        add(said, waiting, "%,d still to come");
        said.append("; %,d %s".formatted(counts.segments(), counts.segments() == 1 ? "part" : "parts"));
        if (cost != null) {
            said.append(", about ").append(cost);
        }
        return new CampaignSent(
                said.append('.').toString(),
                campaign.id(),
                campaign.name(),
                campaign.state(),
                all,
                queued,
                held,
                suppressed,
                failed,
                cancelled,
                counts.segments(),
                cost,
                leavesAt,
                problems);
    }

    private static void add(StringBuilder said, int count, String what) {
        if (count > 0) {
            said.append(", ").append(what.formatted(count));
        }
    }

    private static @Nullable Money cost(@Nullable BigDecimal price, long segments, Currency currency) {
        return price == null
                ? null
                : Money.of(
                        price.multiply(BigDecimal.valueOf(segments))
                                .setScale(Math.max(0, currency.getDefaultFractionDigits()), RoundingMode.HALF_UP),
                        currency.getCurrencyCode());
    }
}
