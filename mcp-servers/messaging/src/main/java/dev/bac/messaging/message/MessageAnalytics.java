package dev.bac.messaging.message;

import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of messages, by channel and provider. */
public final class MessageAnalytics {

    /**
     * Messages of one channel that one provider carried.
     *
     * @param provider {@code none} for what nobody has carried
     * @param taken by the provider, whatever came of them
     * @param failed also those rejected, expired and not delivered
     * @param deliveryRate delivered of those whose end is known; null when none is
     * @param cost in the currency of the company's books; null when no price is known
     */
    public record Row(
            String channel,
            String provider,
            @Nullable String variant,
            long messages,
            long segments,
            long waiting,
            long held,
            long taken,
            long delivered,
            long read,
            long failed,
            long suppressed,
            long perhapsSent,
            @Nullable BigDecimal deliveryRate,
            @Nullable BigDecimal cost) {}

    /** @param campaign only of this one; null for all */
    public List<Row> by(Tx tx, Instant from, @Nullable UUID campaign) {
        return tx.sql()
                .createQuery("""
                        SELECT channel, coalesce(vendor, 'none') AS provider, variant, count(*) AS messages,
                            sum(segments) AS segments,
                            count(*) FILTER (WHERE state IN ('ACCEPTED', 'SCHEDULED', 'QUEUED')) AS waiting,
                            count(*) FILTER (WHERE state = 'HELD') AS held,
                            count(*) FILTER (WHERE state IN
                                ('SUBMITTED', 'SENT', 'DELIVERED', 'READ', 'UNDELIVERED', 'EXPIRED')) AS taken,
                            count(*) FILTER (WHERE state IN ('DELIVERED', 'READ')) AS delivered,
                            count(*) FILTER (WHERE state = 'READ') AS read,
                            count(*) FILTER (WHERE state IN ('REJECTED', 'FAILED', 'EXPIRED', 'UNDELIVERED')) AS failed,
                            count(*) FILTER (WHERE state = 'SUPPRESSED') AS suppressed,
                            count(*) FILTER (WHERE state = 'UNKNOWN') AS perhaps,
                            sum(cost) AS cost
                        FROM message
                        WHERE created_at >= :from AND (CAST(:campaign AS uuid) IS NULL OR campaign_id = CAST(:campaign AS uuid))
                        GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
                        """)
                .bind("from", from)
                .bind("campaign", campaign)
                .map((row, _) -> new Row(
                        row.getString("channel"),
                        row.getString("provider"),
                        row.getString("variant"),
                        row.getLong("messages"),
                        row.getLong("segments"),
                        row.getLong("waiting"),
                        row.getLong("held"),
                        row.getLong("taken"),
                        row.getLong("delivered"),
                        row.getLong("read"),
                        row.getLong("failed"),
                        row.getLong("suppressed"),
                        row.getLong("perhaps"),
                        rate(row.getLong("delivered"), row.getLong("failed")),
                        row.getBigDecimal("cost")))
                .list();
    }

    private static @Nullable BigDecimal rate(long delivered, long failed) {
        return delivered + failed == 0
                ? null
                : BigDecimal.valueOf(delivered)
                        .divide(BigDecimal.valueOf(delivered + failed), 4, java.math.RoundingMode.HALF_UP);
    }
}
