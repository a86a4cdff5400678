package dev.bac.finance.allocation;

import dev.bac.finance.allocation.CreditUses.Refund;
import dev.bac.finance.allocation.OpenCredits.Open;
import dev.bac.finance.journal.LedgerAccounts;
import dev.bac.finance.party.Parties;
import dev.bac.finance.payment.PaymentMethod;
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
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code finance_credit_refund}. */
public final class CreditRefundTool {
    private final Parties parties;
    private final CreditUses uses;

    public CreditRefundTool(Parties parties, CreditUses uses) {
        this.parties = parties;
        this.uses = uses;
    }

    public record Order(
            @Arg(value = "The customer whose credit is paid back", ref = "account") @Nullable String customer,

            @Arg(value = "The supplier who pays our credit back, instead", ref = "supplier") @Nullable String supplier,

            @Arg("The payment or credit note that is paid back, such as PAY-1004; the oldest first when left out")
            @Nullable String credit,

            @Arg(value = "How much; all of the credit when left out", format = "decimal") @Nullable BigDecimal amount,

            @Arg("ISO currency code; the credit's, or the company's own, when left out") @Nullable String currency,

            @Arg("The day the money went; today when left out, never in the future") @Nullable LocalDate date,

            @Arg("How it was paid; bank_transfer when left out") @Nullable PaymentMethod method,

            @Arg("The transfer's text") @Nullable String reference,

            @Arg(value = "Ledger account it was paid from; the bank when left out", ref = "ledger_account") @Nullable String account) {}

    /** @param creditLeft what the party still has with us, or we with it */
    public record Refunded(String summary, String refund, String party, LocalDate date, Money amount, Money creditLeft)
            implements Told {}

    Refunded refund(Caller caller, Tx tx, Order order) {
        var date = order.date() == null ? tx.today() : Given.date("date", order.date());
        if (date.isAfter(tx.today())) {
            throw ToolRefusal.invalid("date", "%s is in the future; today is %s".formatted(date, tx.today()));
        }
        var credits = credits(tx, order);
        var first = credits.getFirst();
        if (credits.stream().anyMatch(credit -> credit.dated().isAfter(date))) {
            throw ToolRefusal.invalid("date", "%s is before a credit that is paid back".formatted(date));
        }
        var whole = credits.stream().map(Open::open).reduce(BigDecimal.ZERO, BigDecimal::add);
        var amount = order.amount() == null ? whole : Given.amount("amount", order.amount(), first.currency());
        if (amount.compareTo(whole) > 0) {
            throw new ToolRefusal(
                    "conflict",
                    "amount: %s is more than the credit of %s"
                            .formatted(Money.of(amount, first.currency()), Money.of(whole, first.currency())));
        }
        var refund = new Refund(
                first.side(),
                amount,
                date,
                order.method() == null ? PaymentMethod.BANK_TRANSFER : order.method(),
                Given.lineOrNull("reference", order.reference(), 100),
                order.account() == null ? null : LedgerAccounts.postable(tx, "account", order.account()));
        var number = uses.refund(tx, refund, credits);
        var paid = Money.of(amount, first.currency());
        tx.publish(
                "finance.credit.refunded",
                first.party().toString(),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("number", number)
                        .put("accountId", first.party().toString())
                        .put("party", first.name())
                        .put("amount", paid.amount().toPlainString())
                        .put("currency", first.currency()));
        var left = Money.of(whole.subtract(amount), first.currency());
        return new Refunded(
                "Refund %s of %s %s %s; %s of credit left."
                        .formatted(number, paid, first.side() == Side.RECEIVABLE ? "to" : "from", first.name(), left),
                number,
                first.name(),
                date,
                paid,
                left);
    }

    private List<Open> credits(Tx tx, Order order) {
        if (order.credit() == null && order.customer() == null && order.supplier() == null) {
            throw ToolRefusal.invalid("customer", "is missing; give the customer, the supplier or the credit");
        }
        var party = order.supplier() != null
                ? parties.supplier(tx, "supplier", order.supplier())
                : order.customer() != null ? parties.customer(tx, "customer", order.customer()) : null;
        var own = tx.settings().currency();
        if (order.credit() != null) {
            var credit = OpenCredits.one(tx, "credit", order.credit());
            if (party != null && !party.id().equals(credit.party())) {
                throw new ToolRefusal("conflict", "credit: %s belongs to %s".formatted(credit.number(), credit.name()));
            }
            if (order.currency() != null
                    && !Given.currency("currency", order.currency(), own).equals(credit.currency())) {
                throw ToolRefusal.invalid("currency", "%s is in %s".formatted(credit.number(), credit.currency()));
            }
            return List.of(credit);
        }
        var currency = Given.currency("currency", order.currency(), own);
        var credits = OpenCredits.of(
                tx,
                order.supplier() != null ? Side.PAYABLE : Side.RECEIVABLE,
                java.util.Objects.requireNonNull(party).id(),
                currency);
        if (credits.isEmpty()) {
            var field = order.currency() != null ? "currency" : order.supplier() != null ? "supplier" : "customer";
            throw new ToolRefusal(
                    "conflict",
                    "%s: %s has no credit in %s; name another currency or party"
                            .formatted(field, party.name(), currency));
        }
        return credits;
    }

    public Tool<Order, Refunded> tool() {
        return Tool.write(
                        "finance_credit_refund",
                        "Record a refund",
                        "Books money paid back to a customer, or got back from a supplier, for what was paid too much or credited. It "
                                + "books the payment; it does not order the bank to transfer anything.",
                        Effect.WRITE,
                        Risk.MONEY,
                        Order.class,
                        Refunded.class,
                        this::refund)
                .example("Refund Globex's credit", of("Globex", null, null))
                .example("We refunded 120 EUR to Hooli", of("Hooli", null, "120"))
                .example("Pay back the overpayment PAY-1044", of(null, "PAY-1044", null));
    }

    private static Order of(@Nullable String customer, @Nullable String credit, @Nullable String amount) {
        return new Order(
                customer, null, credit, amount == null ? null : new BigDecimal(amount), null, null, null, null, null);
    }
}
