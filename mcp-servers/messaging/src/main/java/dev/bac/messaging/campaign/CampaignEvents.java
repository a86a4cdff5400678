package dev.bac.messaging.campaign;

import dev.bac.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a campaign went through, numbered from 1. Whoever adds to it holds the campaign's row, so that numbers have no
 * gaps and become visible in their order.
 */
public final class CampaignEvents {

    /** What happened. */
    public enum Type {
        CREATED,
        PROGRESS,
        PAUSED,
        RESUMED,
        WON,
        DONE,
        CANCELLED;

        /** As it is written. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** True when nothing more is written to anybody afterwards. */
        public boolean last() {
            return this == DONE || this == CANCELLED;
        }
    }

    /**
     * An event.
     *
     * @param settled recipients that have their message, or a reason why they get none
     * @param detail the wording that won, or why it is paused; null for nothing to say
     */
    public record Event(
            int seq,
            Type type,
            int settled,
            int recipients,
            @Nullable String detail,
            Instant at) {}

    /** The first event: so many recipients, of which some have a problem already. */
    void created(Tx tx, UUID campaign, int settled, int recipients) {
        tx.sql()
                .createUpdate("""
                        INSERT INTO campaign_event (campaign_id, seq, type, settled, recipients, at)
                        VALUES (:campaign, 1, 'created', :settled, :recipients, :now)
                        """)
                .bind("campaign", campaign)
                .bind("settled", settled)
                .bind("recipients", recipients)
                .bind("now", tx.now())
                .execute();
    }

    /** The next event; none where nothing was told from the beginning on. */
    void add(Tx tx, UUID campaign, Type type, int settledMore, @Nullable String detail) {
        tx.sql()
                .createUpdate("""
                        INSERT INTO campaign_event (campaign_id, seq, type, settled, recipients, detail, at)
                        SELECT campaign_id, seq + 1, :type, settled + :more, recipients, :detail, :now
                        FROM campaign_event WHERE campaign_id = :campaign ORDER BY seq DESC LIMIT 1
                        """)
                .bind("campaign", campaign)
                .bind("type", type.label())
                .bind("more", settledMore)
                .bind("detail", detail)
                .bind("now", tx.now())
                .execute();
    }

    /** The events after one. */
    public List<Event> after(Tx tx, UUID campaign, int seq, int most) {
        return tx.sql()
                .createQuery("""
                        SELECT seq, type, settled, recipients, detail, at FROM campaign_event
                        WHERE campaign_id = :campaign AND seq > :seq ORDER BY seq LIMIT :most
                        """)
                .bind("campaign", campaign)
                .bind("seq", seq)
                .bind("most", most)
                .map((row, _) -> new Event(
                        row.getInt("seq"),
                        Type.valueOf(row.getString("type").toUpperCase(Locale.ROOT)),
                        row.getInt("settled"),
                        row.getInt("recipients"),
                        row.getString("detail"),
                        row.getTimestamp("at").toInstant()))
                .list();
    }
}
