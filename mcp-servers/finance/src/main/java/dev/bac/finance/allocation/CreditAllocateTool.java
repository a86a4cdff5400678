package dev.bac.finance.allocation;

import dev.bac.finance.allocation.CreditUses.Target;
import dev.bac.finance.allocation.OpenCredits.Open;
import dev.bac.finance.journal.Periods;
import dev.bac.finance.party.Parties;
import dev.bac.finance.settlement.Side;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Money;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.mcp.argument.NamedRecord;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code finance_credit_allocate}. */
public final class CreditAllocateTool {
    private static final int MOST = 1_000;
    private static final NamedRecord INVOICE = new NamedRecord("invoice", "invoice", "number", "number", "true");
    private static final NamedRecord BILL =
            new NamedRecord("bill", "bill", "number", "coalesce(reference, number)", "true");

    private final Parties parties;
    private final CreditUses uses;

    public CreditAllocateTool(Parties parties, CreditUses uses) {
        this.parties = parties;
        this.uses = uses;
    }

    public record Order(
            @Arg(
                    value = "The customer whose credit it is; may be left out when a credit or document is given",
                    ref = "account")
            @Nullable String customer,

            @Arg(value = "The supplier with whom we have the credit, instead", ref = "supplier") @Nullable String supplier,

            @Arg("The payment or credit note to use, such as PAY-1004 or CN-1002; the oldest first when left out")
            @Nullable String credit,

            @Arg(
                    value = "The invoice or bill to settle, such as INV-1007; the oldest first when left out",
                    ref = "invoice")
            @Nullable String document,

            @Arg(value = "How much at most; all that fits when left out", format = "decimal") @Nullable BigDecimal amount,

            @Arg("ISO currency code; the document's or credit's, or the company's own, when left out") @Nullable String currency,

            @Arg("The day it counts from; today when left out, never in the future") @Nullable LocalDate date) {}

    /** A part of a credit and what it settles. */
    public record Item(String credit, String document, Money amount, Money stillOpen) {}

    public record Allocated(String summary, List<Item> items, Money amount) implements Told {}

    private record Named(
            Side side,
            UUID party,
            String currency,
            @Nullable UUID document) {}

    Allocated allocate(Caller caller, Tx tx, Order order) {
        var date = order.date() == null ? tx.today() : Given.date("date", order.date());
        if (date.isAfter(tx.today())) {
            throw ToolRefusal.invalid("date", "%s is in the future; today is %s".formatted(date, tx.today()));
        }
        refuseLocked(tx, date);
        var document = document(tx, order);
        var credit = order.credit() == null ? null : OpenCredits.one(tx, "credit", order.credit());
        var named = named(tx, order, document, credit);
        var targets = targets(tx, named);
        var credits =
                credit == null ? OpenCredits.of(tx, named.side(), named.party(), named.currency()) : List.of(credit);
        if (credits.isEmpty() || targets.isEmpty()) {
            throw new ToolRefusal(
                    "conflict",
                    credits.isEmpty()
                            ? "credit: there is none in %s to use".formatted(named.currency())
                            : "document: nothing is open in %s to settle".formatted(named.currency()));
        }
        var most = order.amount() == null
                ? credits.stream().map(Open::open).reduce(BigDecimal.ZERO, BigDecimal::add)
                : Given.amount("amount", order.amount(), named.currency());
        var done = uses.allocate(tx, named.side(), credits, targets, most, date);
        var sum = done.stream().map(CreditUses.Use::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (order.amount() != null && sum.compareTo(most) < 0) {
            throw new ToolRefusal(
                    "conflict",
                    "amount: only %s fits, by what is left of the credit and open of the document"
                            .formatted(Money.of(sum, named.currency())));
        }
        var items = done.stream()
                .map(use -> new Item(
                        use.credit().number(),
                        use.target().number(),
                        Money.of(use.amount(), named.currency()),
                        Money.of(open(tx, named.side(), use.target().id()), named.currency())))
                .toList();
        return new Allocated(
                "Settled %s: %s."
                        .formatted(
                                Money.of(sum, named.currency()),
                                items.stream()
                                        .limit(5)
                                        .map(item -> "%s of %s for %s"
                                                .formatted(item.amount(), item.credit(), item.document()))
                                        .collect(Collectors.joining("; "))),
                items,
                Money.of(sum, named.currency()));
    }

    /** A settlement changes the ageing of its day, which a locked month has told already. */
    private static void refuseLocked(Tx tx, LocalDate date) {
        var month = YearMonth.from(date);
        if (Periods.list(tx, month, month).stream().anyMatch(one -> one.state() != Periods.State.OPEN)) {
            throw new ToolRefusal(
                    "period_locked", "date: %s is locked; choose a date in an open month".formatted(month));
        }
    }

    private record Document(Side side, UUID id, UUID party, String currency, String number) {}

    private static @Nullable Document document(Tx tx, Order order) {
        var given = order.document();
        if (given == null) {
            return null;
        }
        boolean bill = order.supplier() != null
                || given.strip().regionMatches(true, 0, "BILL-", 0, 5)
                || known(tx, "bill", given);
        var side = bill ? Side.PAYABLE : Side.RECEIVABLE;
        var id = (bill ? BILL : INVOICE).one(tx, "document", given);
        return tx.sql()
                .createQuery(
                        "SELECT party_id, currency, number FROM %s WHERE id = :id FOR UPDATE".formatted(side.table()))
                .bind("id", id)
                .map((row, _) -> new Document(
                        side,
                        id,
                        row.getObject("party_id", UUID.class),
                        row.getString("currency"),
                        row.getString("number")))
                .one();
    }

    private static boolean known(Tx tx, String table, String given) {
        return tx.sql()
                .createQuery("SELECT EXISTS (SELECT FROM %s WHERE id::text = lower(:id))".formatted(table))
                .bind("id", given.strip())
                .mapTo(Boolean.class)
                .one();
    }

    private Named named(Tx tx, Order order, @Nullable Document document, @Nullable Open credit) {
        var party = order.supplier() != null
                ? parties.supplier(tx, "supplier", order.supplier())
                : order.customer() != null ? parties.customer(tx, "customer", order.customer()) : null;
        if (document == null && credit == null && party == null) {
            throw ToolRefusal.invalid(
                    "customer", "is missing; give the customer, the supplier, a credit or a document");
        }
        var side = document != null
                ? document.side()
                : credit != null ? credit.side() : order.supplier() != null ? Side.PAYABLE : Side.RECEIVABLE;
        var owner = document != null
                ? document.party()
                : credit != null ? credit.party() : party == null ? null : party.id();
        var own = tx.settings().currency();
        var currency = document != null
                ? document.currency()
                : credit != null ? credit.currency() : Given.currency("currency", order.currency(), own);
        if (order.currency() != null
                && !Given.currency("currency", order.currency(), own).equals(currency)) {
            throw ToolRefusal.invalid("currency", "that is in " + currency);
        }
        if (credit != null
                        && (credit.side() != side
                                || !credit.party().equals(owner)
                                || !credit.currency().equals(currency))
                || party != null && !party.id().equals(owner)) {
            throw new ToolRefusal("conflict", "credit: it is another party's, or in another currency");
        }
        return new Named(
                side, java.util.Objects.requireNonNull(owner), currency, document == null ? null : document.id());
    }

    private static List<Target> targets(Tx tx, Named named) {
        return tx.sql()
                .createQuery("""
                        SELECT id, number, %s AS dated, total - settled AS open FROM %s
                         WHERE party_id = :party AND currency = :currency AND settled < total
                           AND (CAST(:only AS uuid) IS NULL OR id = CAST(:only AS uuid))
                         ORDER BY due_on, serial LIMIT %d FOR UPDATE
                        """.formatted(
                                named.side() == Side.RECEIVABLE ? "issued_on" : "billed_on",
                                named.side().table(),
                                MOST))
                .bind("party", named.party())
                .bind("currency", named.currency())
                .bind("only", named.document())
                .map((row, _) -> new Target(
                        row.getObject("id", UUID.class),
                        row.getString("number"),
                        row.getObject("dated", LocalDate.class),
                        row.getBigDecimal("open")))
                .list();
    }

    private static BigDecimal open(Tx tx, Side side, UUID id) {
        return tx.sql()
                .createQuery("SELECT total - settled FROM %s WHERE id = :id".formatted(side.table()))
                .bind("id", id)
                .mapTo(BigDecimal.class)
                .one();
    }

    public Tool<Order, Allocated> tool() {
        return Tool.write(
                        "finance_credit_allocate",
                        "Use a credit for an invoice",
                        "Settles open invoices or bills with what was paid too much or credited before. Moves no money.",
                        Effect.WRITE,
                        Risk.MONEY,
                        Order.class,
                        Allocated.class,
                        this::allocate)
                .example(
                        "Use Globex's credit for INV-1044",
                        new Order("Globex", null, null, "INV-1044", null, null, null))
                .example(
                        "Allocate credit note CN-1002 to invoice INV-1102",
                        new Order(null, null, "CN-1002", "INV-1102", null, null, null));
    }
}
