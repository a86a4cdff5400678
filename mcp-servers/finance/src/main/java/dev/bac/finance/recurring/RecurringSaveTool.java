package dev.bac.finance.recurring;

import dev.bac.finance.invoice.InvoiceCreateTool.Position;
import dev.bac.finance.recurring.RecurringStore.Recurring;
import dev.bac.finance.recurring.RecurringStore.State;
import dev.bac.finance.recurring.Schedule.Unit;
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
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code finance_recurring_save}. */
public final class RecurringSaveTool {
    private static final int LONGEST_TERM_DAYS = 1095;

    private final RecurringStore store;
    private final Writers writers;

    public RecurringSaveTool(RecurringStore store, Writers writers) {
        this.store = store;
        this.writers = writers;
    }

    public record Order(
            @Arg("What to call it; one of that name is changed")
            String name,

            @Arg("What is written each time") Kind kind,

            @Arg("How often") Unit every,

            @Arg("What each one is for; {month} stands for its month")
            String description,

            @Arg(value = "The customer of an invoice or the supplier of a bill", ref = "account") @Nullable String party,

            @Arg(value = "Amount of each without tax, or give lines", format = "decimal") @Nullable BigDecimal amount,

            @Arg("Several positions instead of one amount") @Nullable List<Position> lines,

            @Arg(value = "Ledger account of a bill's cost", ref = "ledger_account") @Nullable String account,

            @Arg(value = "Journal: the account debited", ref = "ledger_account") @Nullable String debit,

            @Arg(value = "Journal: the account credited", ref = "ledger_account") @Nullable String credit,

            @Arg("ISO currency code") @Nullable String currency,

            @Arg("Code of a tax, instead of taxRate") @Nullable String tax,

            @Arg(value = "Tax in percent", format = "decimal") @Nullable BigDecimal taxRate,

            @Arg("Days until due; the party's terms when left out") @Nullable Integer dueInDays,

            @Arg("Code of the cost centre") @Nullable String costCenter,

            @Arg("Code of the project") @Nullable String project,

            @Arg("Every how many of them; 1 when left out") @Nullable Integer interval,

            @Arg("Day of the month, 31 for the last; the start's when left out") @Nullable Integer dayOfMonth,

            @Arg("No earlier than this day; today when left out") @Nullable LocalDate start,

            @Arg("No later than this day; for good when left out") @Nullable LocalDate end,

            @Arg("paused stops it for now, and its days are left out; active when left out") @Nullable State state) {}

    /** @param next null when nothing is left to write */
    public record Saved(
            String summary,
            UUID id,
            String name,
            Kind kind,
            Money each,
            @Nullable LocalDate next,
            State state) implements Told {}

    Saved save(Caller caller, Tx tx, Order order) {
        var name = Given.line("name", order.name(), 100);
        var before = store.locked(tx, name);
        if (order.dueInDays() != null && (order.dueInDays() < 0 || order.dueInDays() > LONGEST_TERM_DAYS)) {
            throw ToolRefusal.invalid("dueInDays", "must be 0 to " + LONGEST_TERM_DAYS);
        }
        var template = writers.known(tx, template(order));
        var schedule = new Schedule(
                order.every(),
                order.interval() == null ? 1 : order.interval(),
                order.dayOfMonth(),
                order.start() == null
                        ? before.map(known -> known.schedule().start()).orElse(tx.today())
                        : Given.date("start", order.start()),
                order.end() == null ? null : Given.date("end", order.end()));
        var each = writers.tried(tx, template, tx.today()).amount();
        var state = order.state() == null ? State.ACTIVE : order.state();
        var next = next(tx, before.orElse(null), schedule, state);
        var id = before.map(Recurring::id).orElseGet(tx::newId);
        store.put(tx, new Recurring(id, name, template, schedule, next, state, null));
        return new Saved(
                sentence(name, order, each, next, state, before.isPresent()),
                id,
                name,
                order.kind(),
                each,
                next,
                state);
    }

    private static Template template(Order order) {
        return new Template(
                order.kind(),
                Given.lineOrNull("party", order.party(), 200),
                order.amount(),
                Given.text("description", order.description(), 480),
                order.lines() == null || order.lines().isEmpty() ? null : order.lines(),
                order.account(),
                order.debit(),
                order.credit(),
                order.currency(),
                order.tax(),
                order.taxRate(),
                order.dueInDays(),
                order.costCenter(),
                order.project());
    }

    /** What was written stays written; what a pause has left out is not made up for. */
    private @Nullable LocalDate next(Tx tx, @Nullable Recurring before, Schedule schedule, State state) {
        var last = before == null
                ? schedule.start().minusDays(1)
                : store.last(tx, before.id()).orElse(schedule.start().minusDays(1));
        if (before != null && before.state() == State.PAUSED && state == State.ACTIVE) {
            var yesterday = tx.today().minusDays(1);
            last = last.isBefore(yesterday) ? yesterday : last;
        }
        return schedule.firstAfter(last).orElse(null);
    }

    private static String sentence(
            String name, Order order, Money each, @Nullable LocalDate next, State state, boolean known) {
        var what = "%s recurring %s \"%s\": %s each"
                .formatted(
                        known ? "Changed" : "Added",
                        order.kind().name().toLowerCase(java.util.Locale.ROOT),
                        name,
                        each);
        return state == State.PAUSED
                ? what + "; paused."
                : next == null ? what + "; nothing is left to write." : what + "; next on %s.".formatted(next);
    }

    public Tool<Order, Saved> tool() {
        return Tool.write(
                        "finance_recurring_save",
                        "Set up a recurring document",
                        "Sets up an invoice, bill or journal entry that is written again and again by itself, or changes, pauses or "
                                + "ends one. Each is written once for its day, without asking again.",
                        Effect.WRITE,
                        Risk.MONEY,
                        Order.class,
                        Saved.class,
                        this::save)
                .example(
                        "Set up a recurring invoice to Globex: 250 EUR support every month",
                        simple("Globex support", Kind.INVOICE, Unit.MONTH, "support {month}", "Globex", "250"))
                .example(
                        "Enter a recurring bill of DHL, 420 each quarter for freight",
                        simple("DHL freight", Kind.BILL, Unit.QUARTER, "freight", "DHL", "420"));
    }

    private static Order simple(String name, Kind kind, Unit every, String what, String party, String amount) {
        return new Order(
                name,
                kind,
                every,
                what,
                party,
                new BigDecimal(amount),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
