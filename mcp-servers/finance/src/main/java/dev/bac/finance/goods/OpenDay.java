package dev.bac.finance.goods;

import dev.bac.finance.journal.Periods;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.stream.Collectors;

/**
 * The day on which a change of the stock is booked: its own, or the first of the next month that takes entries, because
 * goods may be booked for a day whose month is closed, and the books must follow all the same.
 */
final class OpenDay {
    private OpenDay() {}

    static LocalDate of(Tx tx, LocalDate day) {
        var today = YearMonth.from(tx.today());
        var locked = Periods.list(tx, YearMonth.from(day), today).stream()
                .filter(month -> month.state() != Periods.State.OPEN)
                .map(Periods.Month::month)
                .collect(Collectors.toSet());
        for (var month = YearMonth.from(day); !month.isAfter(today); month = month.plusMonths(1)) {
            if (!locked.contains(month)) {
                return month.equals(YearMonth.from(day)) ? day : month.atDay(1);
            }
        }
        throw new ToolRefusal(
                "period_locked", "date: no month from %s to today takes entries; open one".formatted(day));
    }

    /** That it was booked on another day than its own, for a sentence; nothing when it was not. */
    static String said(LocalDate own, LocalDate booked) {
        return booked.isAfter(own) ? "; dated %s, as the month of %s takes no entries".formatted(booked, own) : "";
    }
}
