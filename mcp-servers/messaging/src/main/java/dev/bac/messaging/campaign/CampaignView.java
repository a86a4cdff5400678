package dev.bac.messaging.campaign;

import dev.bac.messaging.message.MessageAnalytics;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A campaign as it stands.
 *
 * @param reason why it is paused, where the product paused it
 * @param failed recipients without a message, each named among its problems
 * @param segments expected of those still waiting, from the first thousand; 0 when none waits
 * @param cost expected of the same; null when no price is known
 * @param winner of its two wordings, once decided
 * @param results what became of its messages, by channel, provider and wording
 */
public record CampaignView(
        UUID id,
        String name,
        CampaignState state,
        @Nullable String reason,
        int recipients,
        int waiting,
        int queued,
        int held,
        int suppressed,
        int failed,
        int cancelled,
        long segments,
        @Nullable BigDecimal cost,
        @Nullable Instant startAt,
        @Nullable String winner,
        List<MessageAnalytics.Row> results) {}
