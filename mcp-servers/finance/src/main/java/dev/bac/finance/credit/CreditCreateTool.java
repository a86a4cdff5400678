package dev.bac.finance.credit;

import dev.bac.finance.journal.LedgerAccounts;
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
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code finance_credit_create}. */
public final class CreditCreateTool {
    private static final NamedRecord INVOICE = new NamedRecord("invoice", "invoice", "number", "number", "true");
    private static final NamedRecord BILL =
            new NamedRecord("bill", "bill", "number", "coalesce(reference, number)", "true");

    private final CreditStore credits;

    public CreditCreateTool(CreditStore credits) {
        this.credits = credits;
    }

    public record Order(
            @Arg(
                    value = "The invoice to take back from, such as INV-1007. Give either invoice or bill",
                    ref = "invoice")
            @Nullable String invoice,

            @Arg(value = "The supplier's bill to take back from, such as BILL-1007", ref = "bill") @Nullable String bill,

            @Arg(value = "How much, with tax; all that is left of the document when left out", format = "decimal")
            @Nullable BigDecimal amount,

            @Arg("Why, such as \"two panels returned\"; not needed for a write-off") @Nullable String reason,

            @Arg("The day on the credit note; today when left out, never in the future") @Nullable LocalDate date,

            @Arg("true to write off what is still open of the document, because nobody will pay it") @Nullable Boolean writeOff,

            @Arg(
                    value =
                            "With writeOff: the ledger account that bears it without tax, such as 6900 or Bad debts; the document's own when left out",
                    ref = "ledger_account")
            @Nullable String account) {
        static Order of(@Nullable String invoice, @Nullable String bill, @Nullable String amount, String reason) {
            return new Order(invoice, bill, amount == null ? null : new BigDecimal(amount), reason, null, null, null);
        }

        static Order writtenOff(String invoice, @Nullable String account) {
            return new Order(invoice, null, null, null, null, true, account);
        }

        boolean off() {
            return Boolean.TRUE.equals(writeOff);
        }
    }

    /**
     * @param settled what it took from the open amount of the original
     * @param credit what stays as a credit, because the original was paid already
     */
    public record Created(
            String summary, String creditNote, String original, String party, Money total, Money settled, Money credit)
            implements Told {}

    Created create(Caller caller, Tx tx, Order order) {
        if ((order.invoice() == null) == (order.bill() == null)) {
            throw ToolRefusal.invalid("invoice", "give the invoice or the bill to take back from, one of them");
        }
        var side = order.invoice() == null ? Side.PAYABLE : Side.RECEIVABLE;
        var document = order.invoice() != null
                ? INVOICE.one(tx, "invoice", order.invoice())
                : BILL.one(tx, "bill", java.util.Objects.requireNonNull(order.bill()));
        var date = order.date() == null ? tx.today() : Given.date("date", order.date());
        if (date.isAfter(tx.today())) {
            throw ToolRefusal.invalid("date", "%s is in the future; today is %s".formatted(date, tx.today()));
        }
        var open = open(tx, side, document);
        var currency = open.currency();
        var amount = order.amount() == null ? null : Given.amount("amount", order.amount(), currency);
        var written = credits.write(
                tx,
                new CreditStore.Wanted(
                        side,
                        document,
                        order.off() ? off(open, amount) : amount,
                        date,
                        reason(order),
                        bears(tx, order)));
        var total = Money.of(written.total(), currency);
        var settled = Money.of(written.settled(), currency);
        var credit = Money.of(written.total().subtract(written.settled()), currency);
        tx.publish(
                "finance.credit.issued",
                written.id().toString(),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("id", written.id().toString())
                        .put("number", written.number())
                        .put("original", written.original())
                        .put("total", total.amount().toPlainString())
                        .put("currency", currency));
        return new Created(
                "Credit note %s of %s for %s, %s%s."
                        .formatted(
                                written.number(),
                                total,
                                written.original(),
                                written.party(),
                                credit.amount().signum() == 0 ? "" : ": %s of it stays as credit".formatted(credit)),
                written.number(),
                written.original(),
                written.party(),
                total,
                settled,
                credit);
    }

    private static Money open(Tx tx, Side side, UUID document) {
        return tx.sql()
                .createQuery("SELECT currency, total - settled AS open FROM %s WHERE id = :id FOR UPDATE"
                        .formatted(side.table()))
                .bind("id", document)
                .map((row, _) -> Money.of(row.getBigDecimal("open"), row.getString("currency")))
                .one();
    }

    /** What is written off is what is open, or a part of it; what was paid stays paid. */
    private static BigDecimal off(Money open, @Nullable BigDecimal amount) {
        if (open.amount().signum() == 0) {
            throw new ToolRefusal("conflict", "writeOff: nothing of it is open; leave writeOff out to credit it");
        }
        if (amount != null && amount.compareTo(open.amount()) > 0) {
            throw ToolRefusal.invalid("amount", "no more than the %s that are open can be written off".formatted(open));
        }
        return amount == null ? open.amount() : amount;
    }

    private static String reason(Order order) {
        return order.reason() == null && order.off() ? "Written off" : Given.line("reason", order.reason(), 500);
    }

    private static @Nullable String bears(Tx tx, Order order) {
        if (order.account() != null && !order.off()) {
            throw ToolRefusal.invalid(
                    "account", "goes with writeOff; a credit note takes back from the lines' accounts");
        }
        return order.account() == null ? null : LedgerAccounts.postable(tx, "account", order.account());
    }

    public Tool<Order, Created> tool() {
        return Tool.write(
                        "finance_credit_create",
                        "Write a credit note",
                        "Takes back all or part of a customer's invoice or a supplier's bill, with its tax, under the next number. It "
                                + "lowers what is open first; what was paid already becomes credit. Never more than the original. Also "
                                + "writes off an invoice that nobody will pay.",
                        Effect.WRITE,
                        Risk.MONEY,
                        Order.class,
                        Created.class,
                        this::create)
                .example(
                        "Write a credit note for INV-1044, goods returned",
                        Order.of("INV-1044", null, null, "goods returned"))
                .example(
                        "Credit 120 EUR of invoice INV-1102 because of damage",
                        Order.of("INV-1102", null, "120", "damage"))
                .example(
                        "The supplier credits us 80 on BILL-1009 for missing parts",
                        Order.of(null, "BILL-1009", "80", "missing parts"))
                .example("Write off INV-1044", Order.writtenOff("INV-1044", null))
                .example("INV-1102 will never be paid, book it as a bad debt", Order.writtenOff("INV-1102", null))
                .example("Write invoice INV-1310 off against account 6900", Order.writtenOff("INV-1310", "6900"));
    }
}
