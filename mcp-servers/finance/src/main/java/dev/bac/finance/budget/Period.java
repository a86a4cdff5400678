package dev.bac.finance.budget;

import dev.bac.mcp.ToolRefusal;
import java.time.DateTimeException;
import java.time.Year;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.LongStream;

/** Months in a row: one, or a calendar year's twelve. */
record Period(YearMonth from, YearMonth to) {
    private static final int FIRST = 1990;
    private static final int LAST = 2100;
    private static final int MOST_MONTHS = 120;

    /** A year such as 2026 or a month such as 2026-03; refused otherwise. */
    static Period of(String field, String given) {
        var text = given.strip();
        try {
            if (text.matches("[0-9]{4}")) {
                var year = Year.parse(text);
                return new Period(year.atMonth(1), year.atMonth(12)).checked(field);
            }
            if (text.matches("[0-9]{4}-[0-9]{2}")) {
                var month = YearMonth.parse(text);
                return new Period(month, month).checked(field);
            }
        } catch (DateTimeException e) {
            // Refused below, as any other text.
        }
        throw ToolRefusal.invalid(field, "is no year such as 2026 and no month such as 2026-03");
    }

    /** From the first month of one to the last of the other. */
    Period to(String field, Period other) {
        if (other.to().isBefore(from) || from.plusMonths(MOST_MONTHS).isBefore(other.to())) {
            throw ToolRefusal.invalid(
                    field, "%s to %s is no span of at most %d months".formatted(from, other.to(), MOST_MONTHS));
        }
        return new Period(from, other.to());
    }

    List<YearMonth> months() {
        return LongStream.rangeClosed(0, from.until(to, java.time.temporal.ChronoUnit.MONTHS))
                .mapToObj(from::plusMonths)
                .toList();
    }

    private Period checked(String field) {
        if (from.getYear() < FIRST || to.getYear() > LAST) {
            throw ToolRefusal.invalid(field, "must be within %d and %d".formatted(FIRST, LAST));
        }
        return this;
    }

    @Override
    public String toString() {
        return from.equals(to) ? from.toString() : from + " to " + to;
    }
}
