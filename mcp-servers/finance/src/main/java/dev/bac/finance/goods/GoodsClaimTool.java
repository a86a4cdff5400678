package dev.bac.finance.goods;

import dev.bac.finance.credit.CreditStore;
import dev.bac.finance.journal.Chart;
import dev.bac.finance.journal.Entry;
import dev.bac.finance.journal.Entry.Leg;
import dev.bac.finance.journal.Journal;
import dev.bac.finance.journal.Role;
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
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * {@code finance_goods_claim}: a supplier's credit note for goods that were billed and went back, on their bill. It takes
 * back what was charged, tax in proportion; by what that differs from what the goods were received for, the stock has a
 * difference, so that the account of goods received comes to nothing.
 */
public final class GoodsClaimTool {
    private final CreditStore credits;
    private final Journal journal;

    public GoodsClaimTool(CreditStore credits, Journal journal) {
        this.credits = credits;
        this.journal = journal;
    }

    public record Order(
            @Arg("Id of the claim; each is credited once") UUID claim,

            @Arg("Id of the matched bill that charged the goods")
            UUID bill,

            @Arg("Number of the return, such as SB-1002") String number,
            @Arg("The day it is asked for") LocalDate date,

            @Arg(value = "What was charged for the goods, without tax", format = "decimal")
            BigDecimal net,

            @Arg(value = "What the goods had been received for", format = "decimal")
            BigDecimal received) {}

    /** @param written false when it had been written before */
    public record Claimed(String summary, UUID id, String creditNote, String bill, Money total, boolean written)
            implements Told {}

    private record Billed(
            UUID id,
            String number,
            String currency,
            BigDecimal rate,
            BigDecimal net,
            BigDecimal total,
            LocalDate day) {}

    private record Note(BigDecimal net, BigDecimal total) {}

    Claimed claim(Caller caller, Tx tx, Order order) {
        GoodsDocuments.hold(tx, order.bill());
        var digest =
                StockEntries.digest("%s %s %s".formatted(order.bill(), plain(order.net()), plain(order.received())));
        var known = GoodsDocuments.written(tx, order.claim(), GoodsDocuments.Kind.CREDIT, digest);
        var bill = bill(tx, order.bill());
        if (known.isPresent()) {
            return told(tx, known.get(), bill, false);
        }
        var named = Given.line("number", order.number(), 100);
        var net = Given.amount("net", order.net(), bill.currency());
        var received = Given.amountOrZero("received", order.received(), bill.currency());
        var day = Given.date("date", order.date());
        var date = OpenDay.of(tx, day.isBefore(bill.day()) ? bill.day() : day);
        var written =
                credits.write(tx, Side.PAYABLE, bill.id(), share(tx, bill, net), date, "Goods sent back, " + named);
        difference(tx, order, bill, named, date, note(tx, written.id()).net().subtract(received));
        var row = new GoodsDocuments.Row(
                order.claim(),
                GoodsDocuments.Kind.CREDIT,
                named,
                written.id(),
                written.number(),
                net,
                bill.currency(),
                digest);
        GoodsDocuments.add(tx, row);
        tx.publish(
                "finance.credit.received",
                written.id().toString(),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("id", written.id().toString())
                        .put("number", written.number())
                        .put("original", written.original())
                        .put("total", written.total().toPlainString())
                        .put("currency", bill.currency()));
        return told(tx, row, bill, true);
    }

    private static String plain(BigDecimal amount) {
        return amount.stripTrailingZeros().toPlainString();
    }

    /** The bill may still be on its way: then this is tried again. */
    private static Billed bill(Tx tx, UUID matched) {
        var known = GoodsDocuments.find(tx, matched, GoodsDocuments.Kind.BILL)
                .orElseThrow(() -> new ToolRefusal(
                        "unavailable", "bill: %s is not booked yet; try again when it is".formatted(matched)));
        return tx.sql()
                .createQuery("SELECT net, total, rate, billed_on FROM bill WHERE id = :id FOR UPDATE")
                .bind("id", known.of())
                .map((row, _) -> new Billed(
                        known.of(),
                        known.number(),
                        known.currency(),
                        row.getBigDecimal("rate"),
                        row.getBigDecimal("net"),
                        row.getBigDecimal("total"),
                        row.getObject("billed_on", LocalDate.class)))
                .one();
    }

    /** With tax: the running sum of what was claimed is rounded, so that claims of a whole bill credit the whole bill. */
    private static BigDecimal share(Tx tx, Billed bill, BigDecimal net) {
        var before = GoodsDocuments.creditedNet(tx, bill.id());
        return upTo(bill, before.add(net)).subtract(upTo(bill, before));
    }

    private static BigDecimal upTo(Billed bill, BigDecimal net) {
        int decimals = Currency.getInstance(bill.currency()).getDefaultFractionDigits();
        return bill.total().multiply(net).divide(bill.net(), decimals, RoundingMode.HALF_UP);
    }

    /** @param more by what more was credited than the goods had been received for */
    private void difference(Tx tx, Order order, Billed bill, String named, LocalDate date, BigDecimal more) {
        if (more.signum() == 0) {
            return;
        }
        var chart = Chart.of(tx);
        journal.post(
                tx,
                List.of(new Entry(
                        tx.newId(),
                        date,
                        "Price difference of %s on %s".formatted(named, bill.number()),
                        Entry.Source.STOCK,
                        order.claim(),
                        bill.currency(),
                        bill.rate(),
                        List.of(
                                Leg.debit(chart.code(Role.GOODS_RECEIVED), more, null),
                                Leg.credit(chart.code(Role.STOCK_DIFFERENCES), more, null)))));
    }

    private static Note note(Tx tx, UUID id) {
        return tx.sql()
                .createQuery("SELECT net, total FROM credit_note WHERE id = :id")
                .bind("id", id)
                .map((row, _) -> new Note(row.getBigDecimal("net"), row.getBigDecimal("total")))
                .one();
    }

    private static Claimed told(Tx tx, GoodsDocuments.Row row, Billed bill, boolean written) {
        var total = Money.of(note(tx, row.of()).total(), row.currency());
        return new Claimed(
                "Credit note %s of %s on %s for %s%s."
                        .formatted(
                                row.number(),
                                total,
                                bill.number(),
                                row.named(),
                                written ? "" : "; it was written before"),
                row.of(),
                row.number(),
                bill.number(),
                total,
                written);
    }

    public Tool<Order, Claimed> tool() {
        return Tool.write(
                "finance_goods_claim",
                "Credit goods sent back to a supplier",
                "Writes the credit note that a supplier owes for goods that were billed and went back, on their bill, once. For the "
                        + "workflow supplier-credit; a credit note that a person wants is finance_credit_create.",
                Effect.WRITE,
                Risk.MONEY,
                Order.class,
                Claimed.class,
                this::claim);
    }
}
