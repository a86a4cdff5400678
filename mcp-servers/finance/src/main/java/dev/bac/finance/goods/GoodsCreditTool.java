package dev.bac.finance.goods;

import dev.bac.finance.credit.CreditStore;
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
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code finance_goods_credit}: the credit note of goods that came back, on the invoice of their delivery; or of the
 * whole invoice, when the delivery itself was cancelled. The tax follows the running sum of what was credited, so that
 * returns of a whole delivery credit its whole invoice.
 */
public final class GoodsCreditTool {
    private final CreditStore credits;

    public GoodsCreditTool(CreditStore credits) {
        this.credits = credits;
    }

    public record Order(
            @Arg("Id of the delivery note whose invoice it is")
            UUID delivery,

            @Arg("Id of the return; each is credited once. The whole delivery was cancelled when left out") @Nullable UUID note,

            @Arg("Number of the return or of the delivery, such as RN-1004")
            String number,

            @Arg("The day it came back") LocalDate date,

            @Arg(value = "What is to be credited without tax; with note", format = "decimal") @Nullable BigDecimal net) {}

    /** @param written false when it had been written before */
    public record Credited(
            String summary, UUID id, String creditNote, String invoice, Money total, LocalDate date, boolean written)
            implements Told {}

    Credited credit(Caller caller, Tx tx, Order order) {
        var note = order.note() == null ? order.delivery() : order.note();
        var kind = order.note() == null ? GoodsDocuments.Kind.WITHDRAWN : GoodsDocuments.Kind.CREDIT;
        GoodsDocuments.hold(tx, order.delivery());
        var digest = StockEntries.digest(order.delivery() + " " + plain(order.net()));
        var known = GoodsDocuments.written(tx, note, kind, digest);
        var invoice = Charged.lock(tx, Side.RECEIVABLE, order.delivery());
        var day = Given.date("date", order.date());
        if (known.isPresent()) {
            return told(tx, known.get(), invoice, day, false);
        }
        var named = Given.line("number", order.number(), 100);
        var net = order.note() == null ? left(tx, invoice.id()) : net(order, invoice.currency());
        var written = invoice.credit(
                tx,
                credits,
                order.note() == null ? null : invoice.share(tx, net),
                invoice.day(tx, day),
                order.note() == null ? "Delivery %s was cancelled".formatted(named) : "Return " + named);
        var row = new GoodsDocuments.Row(
                note, kind, named, written.id(), written.number(), net, invoice.currency(), digest);
        GoodsDocuments.add(tx, row);
        return told(tx, row, invoice, day, true);
    }

    private static String plain(@Nullable BigDecimal net) {
        return net == null ? "all" : net.stripTrailingZeros().toPlainString();
    }

    private static BigDecimal net(Order order, String currency) {
        if (order.net() == null) {
            throw ToolRefusal.invalid("net", "is missing; a return needs it");
        }
        return Given.amount("net", order.net(), currency);
    }

    private static BigDecimal left(Tx tx, UUID invoice) {
        return tx.sql()
                .createQuery("""
                        SELECT i.net - coalesce((SELECT sum(c.net) FROM credit_note c WHERE c.document_id = i.id), 0)
                          FROM invoice i WHERE i.id = :id
                        """)
                .bind("id", invoice)
                .mapTo(BigDecimal.class)
                .one();
    }

    private static Credited told(Tx tx, GoodsDocuments.Row row, Charged invoice, LocalDate day, boolean written) {
        var note = Charged.note(tx, row.of());
        return new Credited(
                invoice.told(row, note, day, written),
                row.of(),
                row.number(),
                invoice.number(),
                note.total(),
                note.dated(),
                written);
    }

    public Tool<Order, Credited> tool() {
        return Tool.write(
                "finance_goods_credit",
                "Credit returned goods",
                "Writes the credit note of one return on the invoice of its delivery, once. For the workflow return-credit; a credit "
                        + "note that a person wants is finance_credit_create.",
                Effect.WRITE,
                Risk.MONEY,
                Order.class,
                Credited.class,
                this::credit);
    }
}
