package dev.bac.finance.recurring;

import dev.bac.mcp.ToolRefusal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The days on which something comes again. Each day is reckoned from the beginning and never from the day before, so that
 * what falls on the 31st falls on 28 February and on 31 March again, and what falls on 29 February comes on the 28th in
 * years that have no 29th. 31 is therefore the last day of every month.
 *
 * @param every how many units are between two days, 1 to 100
 * @param day day of the month, 1 to 31; null for weeks, which keep the weekday of the start
 * @param start no day is before it
 * @param end no day is after it; null for no end
 */
record Schedule(
        Unit unit,
        int every,
        @Nullable Integer day,
        LocalDate start,
        @Nullable LocalDate end) {
    private static final int MOST = 100;

    /** What is counted. */
    public enum Unit {
        WEEK(0),
        MONTH(1),
        QUARTER(3),
        YEAR(12);

        private final int months;

        Unit(int months) {
            this.months = months;
        }
    }

    Schedule {
        if (every < 1 || every > MOST) {
            throw ToolRefusal.invalid("interval", "must be 1 to " + MOST);
        }
        if (day != null && (unit == Unit.WEEK || day < 1 || day > 31)) {
            throw ToolRefusal.invalid(
                    "dayOfMonth", unit == Unit.WEEK ? "goes with month, quarter and year only" : "must be 1 to 31");
        }
        if (end != null && end.isBefore(start)) {
            throw ToolRefusal.invalid("end", "%s is before the start %s".formatted(end, start));
        }
    }

    /** The first day of the schedule that is later than {@code other}; empty when its end is passed. */
    Optional<LocalDate> firstAfter(LocalDate other) {
        var from = other.isBefore(start) ? start : other.plusDays(1);
        var found = unit == Unit.WEEK ? week(from) : month(from);
        return end != null && found.isAfter(end) ? Optional.empty() : Optional.of(found);
    }

    /** The first of its days. */
    Optional<LocalDate> first() {
        return firstAfter(start.minusDays(1));
    }

    private LocalDate week(LocalDate from) {
        long step = 7L * every;
        long days = ChronoUnit.DAYS.between(start, from);
        return start.plusDays((days + step - 1) / step * step);
    }

    private LocalDate month(LocalDate from) {
        int step = unit.months * every;
        var anchor = YearMonth.from(start);
        long between = ChronoUnit.MONTHS.between(anchor, YearMonth.from(from));
        long count = between / step;
        var found = in(anchor.plusMonths(count * step));
        return found.isBefore(from) ? in(anchor.plusMonths((count + 1) * step)) : found;
    }

    private LocalDate in(YearMonth month) {
        int wanted = day == null ? start.getDayOfMonth() : day;
        return month.atDay(Math.min(wanted, month.lengthOfMonth()));
    }
}
