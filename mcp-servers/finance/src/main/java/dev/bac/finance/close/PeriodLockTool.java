package dev.bac.finance.close;

import dev.bac.finance.journal.Periods;
import dev.bac.finance.journal.Periods.Month;
import dev.bac.finance.journal.Periods.State;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code finance_period_lock}. */
public final class PeriodLockTool {

    public record Order(
            @Arg("The month, such as 2026-02; the last one of a span when from is given")
            String month,

            @Arg("The first month of a span, such as 2026-01") @Nullable String from,

            @Arg("soft keeps out all but marked adjustments and can be taken back by open; hard is for good")
            State state) {}

    public record Locked(String summary, List<Month> months) implements Told {}

    Locked lock(Caller caller, Tx tx, Order order) {
        Periods.holdBooks(tx);
        var to = month("month", order.month());
        var from = order.from() == null ? to : month("from", order.from());
        if (order.state() == State.HARD && to.isAfter(YearMonth.from(tx.today()))) {
            throw ToolRefusal.invalid("month", "%s has not begun; it cannot be closed for good".formatted(to));
        }
        Periods.set(tx, from, to, order.state());
        return new Locked(
                "%s %s %s."
                        .formatted(
                                from.equals(to) ? to : from + " to " + to,
                                from.equals(to) ? "is" : "are",
                                switch (order.state()) {
                                    case OPEN -> "open";
                                    case SOFT -> "locked";
                                    case HARD -> "closed for good";
                                }),
                Periods.list(tx, from, to));
    }

    static YearMonth month(String field, String given) {
        try {
            return YearMonth.parse(given.strip().toUpperCase(Locale.ROOT));
        } catch (DateTimeException e) {
            throw ToolRefusal.invalid(field, "is no month such as 2026-02");
        }
    }

    public Tool<Order, Locked> tool() {
        return Tool.write(
                        "finance_period_lock",
                        "Lock a month of the books",
                        "Locks a month, or a span of months, against all postings, or opens it again. A soft lock can be taken back, a "
                                + "hard one never.",
                        Effect.DESTRUCTIVE,
                        Risk.BULK,
                        Order.class,
                        Locked.class,
                        this::lock)
                .example("Lock the books for February 2026", new Order("2026-02", null, State.SOFT))
                .example("Reopen the period 2026-01", new Order("2026-01", null, State.OPEN))
                .example("Close the period 2025-12 for good", new Order("2025-12", null, State.HARD));
    }
}
