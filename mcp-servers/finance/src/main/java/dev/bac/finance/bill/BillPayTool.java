package dev.bac.finance.bill;

import dev.bac.finance.journal.Rates;
import dev.bac.finance.party.Parties;
import dev.bac.finance.payment.Payment;
import dev.bac.finance.payment.PaymentMethod;
import dev.bac.finance.payment.PaymentStore;
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
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code finance_bill_pay}. */
public final class BillPayTool {
    private static final int SETTLED_AT_ONCE = 1_000;

    private final Parties parties;
    private final BillStore bills;
    private final PaymentStore payments;

    public BillPayTool(Parties parties, BillStore bills, PaymentStore payments) {
        this.parties = parties;
        this.bills = bills;
        this.payments = payments;
    }

    public record Order(
            @Arg(
                    value =
                            "The bill it pays, such as BILL-1007. When left out, the supplier's oldest bills are settled first",
                    ref = "bill")
            @Nullable String bill,

            @Arg(
                    value = "Who was paid: the supplier's name or id. May be left out when the bill is given",
                    ref = "supplier")
            @Nullable String supplier,

            @Arg(value = "Amount paid, such as 500.00; all that is open of the bill when left out", format = "decimal")
            @Nullable BigDecimal amount,

            @Arg("ISO currency code; the bill's, or the company's own, when left out") @Nullable String currency,

            @Arg("The day the money went; today when left out, never in the future") @Nullable LocalDate date,

            @Arg("How it was paid; bank_transfer when left out") @Nullable PaymentMethod method,

            @Arg("The transfer's text") @Nullable String reference) {
        static Order of(@Nullable String bill, @Nullable String supplier, @Nullable String amount) {
            return new Order(bill, supplier, amount == null ? null : new BigDecimal(amount), null, null, null, null);
        }
    }

    /** A part of the payment. */
    public record Settled(String bill, Money amount, Money stillOpen) {}

    /** @param credit paid beyond what was open: the supplier owes it to us */
    public record Paid(
            String summary,
            String payment,
            String supplier,
            LocalDate date,
            Money amount,
            List<Settled> settled,
            Money credit)
            implements Told {}

    private record Payee(UUID id, String name) {}

    Paid pay(Caller caller, Tx tx, Order order) {
        if (order.bill() == null) {
            return paySupplier(tx, order);
        }
        var bill = BillShown.lock(tx, bills.find(tx, "bill", order.bill()));
        var currency = bill.total().currency();
        if (order.supplier() != null
                && !parties.supplier(tx, "supplier", order.supplier()).id().equals(bill.supplierId())) {
            throw new ToolRefusal("conflict", "supplier: bill %s is from %s".formatted(bill.number(), bill.supplier()));
        }
        if (order.currency() != null
                && !Given.currency("currency", order.currency(), tx.settings().currency())
                        .equals(currency)) {
            throw ToolRefusal.invalid("currency", "bill %s is in %s".formatted(bill.number(), currency));
        }
        if (bill.status() == BillStatus.PAID) {
            throw new ToolRefusal("conflict", "bill: %s is fully paid already".formatted(bill.number()));
        }
        var amount = order.amount() == null ? bill.open().amount() : Given.amount("amount", order.amount(), currency);
        return record(tx, order, new Payee(bill.supplierId(), bill.supplier()), currency, amount, List.of(bill));
    }

    private Paid paySupplier(Tx tx, Order order) {
        if (order.supplier() == null || order.amount() == null) {
            throw ToolRefusal.invalid(
                    order.supplier() == null ? "supplier" : "amount", "is missing; give it, or the bill that was paid");
        }
        var currency =
                Given.currency("currency", order.currency(), tx.settings().currency());
        var amount = Given.amount("amount", order.amount(), currency);
        var party = parties.supplier(tx, "supplier", order.supplier());
        var open = tx.sql()
                .createQuery("""
                        SELECT * FROM bill WHERE party_id = :party AND currency = :currency AND settled < total
                         ORDER BY due_on, serial LIMIT :limit FOR UPDATE
                        """)
                .bind("party", party.id())
                .bind("currency", currency)
                .bind("limit", SETTLED_AT_ONCE)
                .map((row, _) -> BillShown.of(row, tx.today()))
                .list();
        return record(tx, order, new Payee(party.id(), party.name()), currency, amount, open);
    }

    private Paid record(Tx tx, Order order, Payee payee, String currency, BigDecimal amount, List<BillShown> open) {
        var date = order.date() == null ? tx.today() : Given.date("date", order.date());
        if (date.isAfter(tx.today())) {
            throw ToolRefusal.invalid("date", "%s is in the future; today is %s".formatted(date, tx.today()));
        }
        var left = amount;
        var parts = new ArrayList<Payment.Allocation>();
        var settled = new ArrayList<Settled>();
        for (var bill : open) {
            var part = left.min(bill.open().amount());
            if (part.signum() <= 0) {
                break;
            }
            parts.add(new Payment.Allocation(bill.id(), part, date.isBefore(bill.billed()) ? bill.billed() : date));
            settled.add(new Settled(
                    bill.number(),
                    Money.of(part, currency),
                    Money.of(bill.open().amount().subtract(part), currency)));
            left = left.subtract(part);
        }
        var number = "PAY-"
                + payments.record(
                        tx,
                        List.of(new Payment(
                                tx.newId(),
                                Side.PAYABLE,
                                payee.id(),
                                payee.name(),
                                currency,
                                Rates.on(tx, currency, date),
                                date,
                                order.method() == null ? PaymentMethod.BANK_TRANSFER : order.method(),
                                Given.lineOrNull("reference", order.reference(), 100),
                                null,
                                amount,
                                parts)));
        var credit = Money.of(left, currency);
        return new Paid(
                sentence(number, payee.name(), Money.of(amount, currency), settled, credit),
                number,
                payee.name(),
                date,
                Money.of(amount, currency),
                settled,
                credit);
    }

    private static String sentence(String number, String to, Money amount, List<Settled> settled, Money credit) {
        var parts = settled.stream()
                .map(one -> one.stillOpen().amount().signum() == 0
                        ? "%s fully paid".formatted(one.bill())
                        : "%s paid with %s, %s still open".formatted(one.bill(), one.amount(), one.stillOpen()))
                .limit(5)
                .collect(Collectors.joining("; "));
        var rest = credit.amount().signum() == 0 ? "" : "%s paid in advance".formatted(credit);
        return "Payment %s of %s to %s: %s%s%s."
                .formatted(number, amount, to, parts, parts.isEmpty() || rest.isEmpty() ? "" : "; ", rest);
    }

    public Tool<Order, Paid> tool() {
        return Tool.write(
                        "finance_bill_pay",
                        "Record that a bill was paid",
                        "Records money paid to a supplier, settles the named bill or the supplier's oldest ones, and keeps what is too "
                                + "much as an advance. It books the payment; it does not order the bank to transfer anything.",
                        Effect.WRITE,
                        Risk.MONEY,
                        Order.class,
                        Paid.class,
                        this::pay)
                .example("We have paid BILL-1044", Order.of("BILL-1044", null, null))
                .example("Record that we paid 500 EUR on bill BILL-1102", Order.of("BILL-1102", null, "500"))
                .example("We transferred 1,200 to the supplier DHL", Order.of(null, "DHL", "1200"));
    }
}
