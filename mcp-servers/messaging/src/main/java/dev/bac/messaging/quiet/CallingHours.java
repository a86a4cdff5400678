package dev.bac.messaging.quiet;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * Between which hours of a day people may be written to without having asked for it, by their own clock. An end is not
 * in it: at 21:00 it is quiet.
 *
 * @param from and until on Monday to Saturday
 * @param sundayFrom and sundayUntil on Sunday
 */
public record CallingHours(LocalTime from, LocalTime until, LocalTime sundayFrom, LocalTime sundayUntil) {
    private static final int LONGEST_WAIT_DAYS = 3;

    public CallingHours {
        if (!from.isBefore(until) || !sundayFrom.isBefore(sundayUntil)) {
            throw new IllegalArgumentException("a day's hours begin before they end");
        }
    }

    /** The same hours on every day. */
    static CallingHours daily(int from, int until) {
        return new CallingHours(
                LocalTime.of(from, 0), LocalTime.of(until, 0), LocalTime.of(from, 0), LocalTime.of(until, 0));
    }

    boolean allow(Instant at, ZoneId zone) {
        var local = at.atZone(zone);
        var time = local.toLocalTime();
        return !time.isBefore(begin(local.getDayOfWeek())) && time.isBefore(end(local.getDayOfWeek()));
    }

    /**
     * The first moment from {@code at} on that is allowed. A morning that the clock leaps over begins when it has leapt;
     * of an hour that comes twice the first counts.
     */
    Instant next(Instant at, ZoneId zone) {
        if (allow(at, zone)) {
            return at;
        }
        LocalDate day = at.atZone(zone).toLocalDate();
        for (int i = 0; i < LONGEST_WAIT_DAYS; i++) {
            Instant morning = ZonedDateTime.of(
                            day.plusDays(i), begin(day.plusDays(i).getDayOfWeek()), zone)
                    .toInstant();
            if (!morning.isBefore(at)) {
                return morning;
            }
        }
        throw new IllegalStateException("no allowed hour within " + LONGEST_WAIT_DAYS + " days");
    }

    private LocalTime begin(DayOfWeek day) {
        return day == DayOfWeek.SUNDAY ? sundayFrom : from;
    }

    private LocalTime end(DayOfWeek day) {
        return day == DayOfWeek.SUNDAY ? sundayUntil : until;
    }
}
