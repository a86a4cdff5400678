package dev.bac.finance.recurring;

import dev.bac.finance.recurring.Template.Kind;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Money;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code finance_recurring_run}. */
public final class RecurringRunTool {
    private static final int MOST = 200;
    private final RecurringStore store;

    public RecurringRunTool(RecurringStore store) {
        this.store = store;
    }

    public record Order(
            @Arg(value = "Only this one; all when left out", ref = "recurring") @Nullable String name,

            @Arg("Write what is due up to this day; today when left out, never later") @Nullable LocalDate upTo) {}

    /** A document that was written. */
    public record Item(String name, LocalDate due, Kind kind, String number, Money amount) {}

    /** One that could not be written; it stays due. */
    public record Problem(String name, LocalDate due, String problem) {}

    /** @param more true when something is due still: run it again */
    public record Done(String summary, List<Item> items, List<Problem> problems, boolean more) implements Told {}

    Done run(Caller caller, Tx tx, Order order) {
        var upTo = order.upTo() == null ? tx.today() : Given.date("upTo", order.upTo());
        if (upTo.isAfter(tx.today())) {
            throw ToolRefusal.invalid("upTo", "%s is in the future; today is %s".formatted(upTo, tx.today()));
        }
        var outcome = store.run(tx, upTo, order.name() == null ? null : store.find(tx, "name", order.name()), MOST);
        var items = outcome.written().stream()
                .map(one -> new Item(
                        one.name(),
                        one.due(),
                        one.kind(),
                        one.written().number(),
                        one.written().amount()))
                .toList();
        var problems = outcome.failed().stream()
                .map(one -> new Problem(one.name(), one.due(), one.problem()))
                .toList();
        return new Done(
                "Wrote %d recurring document%s up to %s%s%s."
                        .formatted(
                                items.size(),
                                items.size() == 1 ? "" : "s",
                                upTo,
                                problems.isEmpty()
                                        ? ""
                                        : "; %d could not be written, such as %s: %s"
                                                .formatted(
                                                        problems.size(),
                                                        problems.getFirst().name(),
                                                        problems.getFirst().problem()),
                                outcome.more() ? "; more are due" : ""),
                items,
                problems,
                outcome.more());
    }

    public Tool<Order, Done> tool() {
        return Tool.write(
                        "finance_recurring_run",
                        "Write what recurs",
                        "Writes the recurring invoices, bills and journal entries that are due and not written yet. The platform does "
                                + "it every morning; each day of a schedule is written once, however often this is called.",
                        Effect.WRITE,
                        Risk.MONEY,
                        Order.class,
                        Done.class,
                        this::run)
                .example("Run the recurring documents now", new Order(null, null));
    }
}
