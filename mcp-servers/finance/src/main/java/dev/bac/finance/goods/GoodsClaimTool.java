package dev.bac.finance.goods;

import dev.bac.finance.credit.CreditStore;
import dev.bac.finance.journal.Journal;
import dev.bac.finance.settlement.Side;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Money;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;

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
    public record Claimed(
            String summary, UUID id, String creditNote, String bill, Money total, LocalDate date, boolean written)
            implements Told {}

    Claimed claim(Caller caller, Tx tx, Order order) {
        GoodsDocuments.hold(tx, order.bill());
        var digest =
                StockEntries.digest("%s %s %s".formatted(order.bill(), plain(order.net()), plain(order.received())));
        var known = GoodsDocuments.written(tx, order.claim(), GoodsDocuments.Kind.CREDIT, digest);
        var bill = Charged.lock(tx, Side.PAYABLE, order.bill());
        var day = Given.date("date", order.date());
        if (known.isPresent()) {
            return told(tx, known.get(), bill, day, false);
        }
        var named = Given.line("number", order.number(), 100);
        var net = Given.amount("net", order.net(), bill.currency());
        var received = Given.amountOrZero("received", order.received(), bill.currency());
        var date = bill.day(tx, day);
        var written = bill.credit(tx, credits, bill.share(tx, net), date, "Goods sent back, " + named);
        new PriceDifference(
                        order.claim(),
                        "Price difference of %s on %s".formatted(named, bill.number()),
                        date,
                        bill.currency(),
                        bill.rate())
                .book(
                        tx,
                        journal,
                        received.subtract(Charged.note(tx, written.id()).net()));
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
        return told(tx, row, bill, day, true);
    }

    private static String plain(BigDecimal amount) {
        return amount.stripTrailingZeros().toPlainString();
    }

    private static Claimed told(Tx tx, GoodsDocuments.Row row, Charged bill, LocalDate day, boolean written) {
        var note = Charged.note(tx, row.of());
        return new Claimed(
                bill.told(row, note, day, written),
                row.of(),
                row.number(),
                bill.number(),
                note.total(),
                note.dated(),
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
