package dev.bac.llm.budget;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** How long a budget lasts. Days and months are those of the tenant's zone, however long the clocks make them. */
public enum Period {
    DAY,
    MONTH;

    /** The one that a moment falls into. */
    public Window window(Instant now, ZoneId zone) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        LocalDate first = this == DAY ? today : today.withDayOfMonth(1);
        LocalDate next = this == DAY ? first.plusDays(1) : first.plusMonths(1);
        return new Window(
                first.atStartOfDay(zone).toInstant(), next.atStartOfDay(zone).toInstant());
    }

    /** @param ends when a new one begins */
    public record Window(Instant starts, Instant ends) {}
}
