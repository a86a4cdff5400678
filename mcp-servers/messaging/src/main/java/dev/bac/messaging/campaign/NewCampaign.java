package dev.bac.messaging.campaign;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A campaign that somebody wants.
 *
 * @param template by id or name
 * @param recipients CSV with a header row: to, then a column for each gap
 * @param startAt not before; null for at once
 * @param perMinute at most so many messages; null for no bound of its own
 * @param trial two wordings first; null for one
 */
public record NewCampaign(
        String name,
        String template,
        Purpose purpose,
        String recipients,
        @Nullable Instant startAt,
        @Nullable Integer perMinute,
        @Nullable Trial trial) {

    /**
     * Two wordings go to a part of the recipients; the better one goes to the rest.
     *
     * @param otherTemplate the second wording
     * @param percent of the recipients who get one of the two, 2 to 100
     * @param decideAfter the last of them was written
     */
    public record Trial(String otherTemplate, int percent, Metric metric, Duration decideAfter) {}
}
