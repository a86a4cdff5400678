package dev.bac.messaging.campaign;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * When nobody wants advertising.
 *
 * @param from in the evening
 * @param until the next morning
 */
public record QuietHours(LocalTime from, LocalTime until) {
    public QuietHours {
        if (!until.isBefore(from)) {
            throw new IllegalArgumentException("quiet hours are over midnight");
        }
    }

    /** From 20:00 to 08:00. */
    public static QuietHours usual() {
        return new QuietHours(LocalTime.of(20, 0), LocalTime.of(8, 0));
    }

    /** The first moment from {@code now} on that is not quiet. */
    Instant after(Instant now, ZoneId zone) {
        var local = now.atZone(zone);
        var time = local.toLocalTime();
        if (time.isBefore(until)) {
            return local.with(until).toInstant();
        }
        return time.isBefore(from) ? now : local.plusDays(1).with(until).toInstant();
    }
}
