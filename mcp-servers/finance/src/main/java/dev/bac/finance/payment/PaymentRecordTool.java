package dev.bac.finance.payment;

import dev.bac.finance.credit.CreditStore;
import dev.bac.finance.invoice.Invoice;
import dev.bac.finance.invoice.InvoiceStatus;
import dev.bac.finance.invoice.InvoiceStore;
import dev.bac.finance.journal.Rates;
import dev.bac.finance.party.Parties;
import dev.bac.finance.payment.Payment.Allocation;
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
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code finance_payment_record}. */
public final class PaymentRecordTool {
    private static final int SETTLED_AT_ONCE = 1_000;
    private static final BigDecimal WRITTEN_OFF = new BigDecimal("0.05");

    private final Parties parties;
    private final InvoiceStore invoices;
    private final PaymentStore payments;
    private final CreditStore credits;

    public PaymentRecordTool(Parties parties, InvoiceStore invoices, PaymentStore payments, CreditStore credits) {
        this.credits = credits;
        this.parties = parties;
        this.invoices = invoices;
        this.payments = payments;
    }

    public record Receipt(
            @Arg(
                    value = "Who paid: the customer's name or id. May be left out when the invoice is given",
                    ref = "account")
            @Nullable String customer,

            @Arg(
                    value =
                            "The invoice it pays, such as INV-1007. When left out, the customer's oldest invoices are settled first",
                    ref = "invoice")
            @Nullable String invoice,

            @Arg(
                    value = "Amount received, such as 500.00; all that is open of the invoice when left out",
                    format = "decimal")
            @Nullable BigDecimal amount,

            @Arg("ISO currency code; the invoice's, or the company's own, when left out") @Nullable String currency,

            @Arg("The day the money came; today when left out, never in the future") @Nullable LocalDate date,

            @Arg("How it came; bank_transfer when left out") @Nullable PaymentMethod method,

            @Arg("The payer's reference, such as a transfer's text") @Nullable String reference,

            @Arg(
                    value = "With an invoice: write off what is missing when it is no more than this, such as 1.00",
                    format = "decimal")
            @Nullable BigDecimal writeOffUpTo) {

        /** Without a difference to write off. */
        public Receipt(
                @Nullable String customer,
                @Nullable String invoice,
                @Nullable BigDecimal amount,
                @Nullable String currency,
                @Nullable LocalDate date,
                @Nullable PaymentMethod method,
                @Nullable String reference) {
            this(customer, invoice, amount, currency, date, method, reference, null);
        }
    }

    /** A part of the payment. */
    public record Settled(String invoice, Money amount, Money stillOpen) {}

    public record Recorded(
            String summary,
            String payment,
            String customer,
            LocalDate received,
            Money amount,
            List<Settled> settled,
            Money credit)
            implements Told {}

    private record Plan(Payment payment, List<Settled> settled, Money credit) {}

    Recorded record(Caller caller, Tx tx, Receipt receipt) {
        var plan = receipt.invoice() == null ? forCustomer(tx, receipt) : forInvoice(tx, receipt, receipt.invoice());
        var payment = plan.payment();
        var number = "PAY-" + payments.record(tx, List.of(payment));
        var amount = Money.of(payment.amount(), payment.currency());
        tx.publish(
                "finance.payment.received",
                payment.id().toString(),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("id", payment.id().toString())
                        .put("number", number)
                        .put("accountId", payment.party().toString())
                        .put("customer", payment.name())
                        .put("amount", amount.amount().toPlainString())
                        .put("currency", payment.currency()));
        return new Recorded(
                sentence(number, payment.name(), amount, plan),
                number,
                payment.name(),
                payment.received(),
                amount,
                plan.settled(),
                plan.credit());
    }

    private Plan forInvoice(Tx tx, Receipt receipt, String named) {
        var invoice = invoices.lock(tx, invoices.find(tx, "invoice", named));
        if (receipt.customer() != null
                && !parties.customer(tx, "customer", receipt.customer()).id().equals(invoice.customerId())) {
            throw new ToolRefusal(
                    "conflict", "customer: invoice %s belongs to %s".formatted(invoice.number(), invoice.customer()));
        }
        var currency = invoice.total().currency();
        if (receipt.currency() != null
                && !Given.currency("currency", receipt.currency(), tx.settings().currency())
                        .equals(currency)) {
            throw ToolRefusal.invalid("currency", "invoice %s is in %s".formatted(invoice.number(), currency));
        }
        if (invoice.status() == InvoiceStatus.PAID) {
            throw new ToolRefusal(
                    "conflict",
                    "invoice: %s is fully paid already; leave the invoice out to keep the money as the customer's credit"
                            .formatted(invoice.number()));
        }
        var amount =
                receipt.amount() == null ? invoice.open().amount() : Given.amount("amount", receipt.amount(), currency);
        discount(tx, receipt, invoice, amount);
        writeOff(tx, receipt, invoice, amount);
        var left = invoices.lock(tx, invoice.id());
        return plan(tx, receipt, invoice.customerId(), invoice.customer(), currency, amount, List.of(left));
    }

    /**
     * Who pays in time exactly what is left after the agreed discount has paid all: the discount is credited with its part
     * of the tax, as Article 79(a) and 90 of the EU VAT directive want it of a price reduction for early payment.
     */
    private void discount(Tx tx, Receipt receipt, Invoice invoice, BigDecimal amount) {
        var received = received(tx, receipt);
        tx.sql()
                .createQuery("""
                        SELECT discount_rate FROM invoice
                         WHERE id = :id AND discount_until >= :day AND settled = 0 AND issued_on <= :day
                        """)
                .bind("id", invoice.id())
                .bind("day", received)
                .mapTo(BigDecimal.class)
                .findOne()
                .map(rate -> invoice.total()
                        .amount()
                        .multiply(rate)
                        .movePointLeft(2)
                        .setScale(invoice.total().amount().scale(), RoundingMode.HALF_UP))
                .filter(off -> off.signum() > 0
                        && invoice.total().amount().subtract(off).compareTo(amount) == 0)
                .ifPresent(off ->
                        credits.write(tx, Side.RECEIVABLE, invoice.id(), off, received, "Discount for early payment"));
    }

    /**
     * What is missing by so little that nobody asks for it is credited with its part of the tax (Article 90 of the EU VAT
     * directive: what stays unpaid lowers the taxable amount); at most 5 percent of the invoice.
     */
    private void writeOff(Tx tx, Receipt receipt, Invoice invoice, BigDecimal amount) {
        if (receipt.writeOffUpTo() == null) {
            return;
        }
        var total = invoice.total();
        var most = Given.amount("writeOffUpTo", receipt.writeOffUpTo(), total.currency());
        var limit = total.amount().multiply(WRITTEN_OFF).setScale(total.amount().scale(), RoundingMode.DOWN);
        if (most.compareTo(limit) > 0) {
            throw ToolRefusal.invalid(
                    "writeOffUpTo", "at most 5 percent of %s, %s".formatted(invoice.number(), limit.toPlainString()));
        }
        var missing = invoices.lock(tx, invoice.id()).open().amount().subtract(amount);
        if (missing.signum() > 0 && missing.compareTo(most) <= 0) {
            credits.write(
                    tx,
                    Side.RECEIVABLE,
                    invoice.id(),
                    missing,
                    received(tx, receipt),
                    "Payment difference written off");
        }
    }

    private Plan forCustomer(Tx tx, Receipt receipt) {
        if (receipt.writeOffUpTo() != null) {
            throw ToolRefusal.invalid("writeOffUpTo", "goes with an invoice; name the invoice that was paid");
        }
        if (receipt.customer() == null) {
            throw ToolRefusal.invalid("customer", "is missing; give the customer or the invoice that was paid");
        }
        if (receipt.amount() == null) {
            throw ToolRefusal.invalid("amount", "is missing; give what was received, or the invoice that was paid");
        }
        var currency =
                Given.currency("currency", receipt.currency(), tx.settings().currency());
        var amount = Given.amount("amount", receipt.amount(), currency);
        var party = parties.customer(tx, "customer", receipt.customer());
        var open = invoices.lockOpen(tx, party.id(), currency, SETTLED_AT_ONCE);
        return plan(tx, receipt, party.id(), party.name(), currency, amount, open);
    }

    private static Plan plan(
            Tx tx,
            Receipt receipt,
            java.util.UUID party,
            String customer,
            String currency,
            BigDecimal amount,
            List<Invoice> open) {
        var received = received(tx, receipt);
        var left = amount;
        var parts = new ArrayList<Allocation>();
        var settled = new ArrayList<Settled>();
        for (var invoice : open) {
            var part = left.min(invoice.open().amount());
            if (part.signum() <= 0) {
                break;
            }
            var effective = received.isBefore(invoice.issued()) ? invoice.issued() : received;
            parts.add(new Allocation(invoice.id(), part, effective));
            settled.add(new Settled(
                    invoice.number(),
                    Money.of(part, currency),
                    Money.of(invoice.open().amount().subtract(part), currency)));
            left = left.subtract(part);
        }
        var reference = receipt.reference() == null ? null : Given.text("reference", receipt.reference(), 100);
        var method = receipt.method() == null ? PaymentMethod.BANK_TRANSFER : receipt.method();
        return new Plan(
                new Payment(
                        tx.newId(),
                        Side.RECEIVABLE,
                        party,
                        customer,
                        currency,
                        Rates.on(tx, currency, received),
                        received,
                        method,
                        reference,
                        null,
                        amount,
                        parts),
                settled,
                Money.of(left, currency));
    }

    private static LocalDate received(Tx tx, Receipt receipt) {
        var received = receipt.date() == null ? tx.today() : Given.date("date", receipt.date());
        if (received.isAfter(tx.today())) {
            throw ToolRefusal.invalid("date", "%s is in the future; today is %s".formatted(received, tx.today()));
        }
        return received;
    }

    private static String sentence(String number, String customer, Money amount, Plan plan) {
        var parts = plan.settled().stream()
                .map(one -> one.stillOpen().amount().signum() == 0
                        ? "%s fully paid".formatted(one.invoice())
                        : "%s paid with %s, %s still open".formatted(one.invoice(), one.amount(), one.stillOpen()))
                .limit(5)
                .collect(Collectors.joining("; "));
        var more = plan.settled().size() > 5
                ? "; and %d more".formatted(plan.settled().size() - 5)
                : "";
        var credit = plan.credit().amount().signum() == 0 ? "" : "%s kept as credit".formatted(plan.credit());
        return "Payment %s of %s from %s: %s%s%s."
                .formatted(
                        number,
                        amount,
                        customer,
                        parts,
                        more,
                        parts.isEmpty() || credit.isEmpty() ? credit : "; " + credit);
    }

    public Tool<Receipt, Recorded> tool() {
        return Tool.write(
                        "finance_payment_record",
                        "Record a payment",
                        "Records money received from a customer, settles the named invoice or the customer's oldest ones, and keeps "
                                + "what is too much as credit. It does not charge anybody: the money has already come.",
                        Effect.WRITE,
                        Risk.MONEY,
                        Receipt.class,
                        Recorded.class,
                        this::record)
                .example("Globex has paid INV-1044", of("Globex", "INV-1044", null, null))
                .example("Record a payment of 500 EUR for invoice INV-1102", of(null, "INV-1102", "500", "EUR"))
                .example(
                        "We received 12,000 euros from Wayne Enterprises",
                        of("Wayne Enterprises", null, "12000", "EUR"))
                .example("Mark INV-1310 as paid", of(null, "INV-1310", null, null))
                .example("Hooli sent us 250.75 today", of("Hooli", null, "250.75", null))
                .example(
                        "Book a cash payment over 80 EUR from Soylent",
                        new Receipt("Soylent", null, new BigDecimal("80"), "EUR", null, PaymentMethod.CASH, null));
    }

    private static Receipt of(
            @Nullable String customer, @Nullable String invoice, @Nullable String amount, @Nullable String currency) {
        return new Receipt(
                customer, invoice, amount == null ? null : new BigDecimal(amount), currency, null, null, null);
    }
}
