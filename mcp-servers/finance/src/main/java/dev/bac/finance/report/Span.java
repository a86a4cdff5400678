package dev.bac.finance.report;

import java.time.LocalDate;

/** A time span as people name it, relative to today. */
public enum Span {
    THIS_MONTH,
    LAST_MONTH,
    THIS_QUARTER,
    LAST_QUARTER,
    THIS_YEAR,
    LAST_YEAR,
    LAST_12_MONTHS;

    /** First and last day, both included. */
    record Days(LocalDate from, LocalDate to) {}

    Days seenFrom(LocalDate today) {
        var month = today.withDayOfMonth(1);
        var quarter = month.minusMonths((today.getMonthValue() - 1) % 3);
        var year = today.withDayOfYear(1);
        return switch (this) {
            case THIS_MONTH -> new Days(month, month.plusMonths(1).minusDays(1));
            case LAST_MONTH -> new Days(month.minusMonths(1), month.minusDays(1));
            case THIS_QUARTER -> new Days(quarter, quarter.plusMonths(3).minusDays(1));
            case LAST_QUARTER -> new Days(quarter.minusMonths(3), quarter.minusDays(1));
            case THIS_YEAR -> new Days(year, year.plusYears(1).minusDays(1));
            case LAST_YEAR -> new Days(year.minusYears(1), year.minusDays(1));
            case LAST_12_MONTHS -> new Days(today.minusMonths(12).plusDays(1), today);
        };
    }
}
