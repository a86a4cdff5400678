package dev.bac.erp.purchase;

import dev.bac.erp.goods.Done;
import dev.bac.erp.goods.GoodsNote;
import dev.bac.erp.goods.GoodsNotes;
import dev.bac.erp.goods.GoodsWanted;
import dev.bac.erp.goods.Open;
import dev.bac.erp.item.ItemStore;
import dev.bac.erp.stock.Dates;
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

/** {@code erp_purchase_return}. */
public final class PurchaseReturnTool {
    private final PurchaseStore purchases;
    private final ItemStore items;
    private final GoodsNotes notes;
    private final SupplierReturns returns;

    PurchaseReturnTool(PurchaseStore purchases, ItemStore items, GoodsNotes notes, SupplierReturns returns) {
        this.purchases = purchases;
        this.items = items;
        this.notes = notes;
        this.returns = returns;
    }

    public record Back(
            @Arg("The receipt whose goods go back, such as GR-1004")
            String receipt,

            @Arg("Only these goods; all of the receipt when left out") @Nullable List<GoodsWanted> lines,

            @Arg("Why they go back, such as \"wrong colour\"") @Nullable String reason,

            @Arg("The day they left; today when left out") @Nullable LocalDate date) {}

    /**
     * @param stock by how much less the stock is worth
     * @param credit what the supplier owes for them: what they were received for
     * @param difference what the stock loses beyond the credit; below zero when it gains
     */
    public record Returned(String summary, String number, String receipt, Money stock, Money credit, Money difference)
            implements Told {}

    Returned back(Caller caller, Tx tx, Back back) {
        var date = Dates.notFuture(tx, "date", back.date());
        var receipt = notes.one(tx, "receipt", back.receipt());
        if (receipt.kind() != GoodsNote.Kind.RECEIPT) {
            throw ToolRefusal.invalid("receipt", "%s is no receipt".formatted(receipt.number()));
        }
        var order = purchases.lockById(tx, receipt.order());
        if (notes.cancelled(tx, receipt.id())) {
            throw new ToolRefusal("conflict", "receipt: %s is cancelled".formatted(receipt.number()));
        }
        if (date.isBefore(receipt.date())) {
            throw ToolRefusal.invalid("date", "%s is before the receipt on %s".formatted(date, receipt.date()));
        }
        var parts = Open.parts(tx, items, open(tx, receipt), back.lines(), "returned");
        if (parts.isEmpty()) {
            throw new ToolRefusal("conflict", "receipt: all of %s has gone back already".formatted(receipt.number()));
        }
        var note = returns.send(tx, order, receipt, parts, date, Given.lineOrNull("reason", back.reason(), 500));
        SupplierCredits.request(tx, order);
        var currency = receipt.currency();
        var stock = note.value().negate();
        var difference = stock.subtract(note.note().amount());
        return new Returned(
                "Return %s to %s of goods of %s: %s out of stock, %s to be credited%s."
                        .formatted(
                                note.note().number(),
                                order.supplier(),
                                receipt.number(),
                                Money.of(stock, currency),
                                Money.of(note.note().amount(), currency),
                                difference.signum() == 0
                                        ? ""
                                        : ", a difference of %s".formatted(Money.of(difference, currency))),
                note.note().number(),
                receipt.number(),
                Money.of(stock, currency),
                Money.of(note.note().amount(), currency),
                Money.of(difference, currency));
    }

    private List<Open> open(Tx tx, GoodsNote receipt) {
        var back = notes.goneBack(tx, receipt.id());
        var lots = notes.lots(tx, receipt.id());
        return receipt.lines().stream()
                .map(line -> Open.of(
                                line.line(),
                                line.item(),
                                "",
                                new Done(line.quantity(), line.amount()),
                                back.getOrDefault(line.line(), Done.NOTHING))
                        .ofLot(lots.get(line.line())))
                .toList();
    }

    public Tool<Back, Returned> tool() {
        return Tool.write(
                        "erp_purchase_return",
                        "Send goods back to a supplier",
                        "Takes goods of a receipt out of stock and back to the supplier, who owes what they were received for.",
                        Effect.WRITE,
                        Risk.NONE,
                        Back.class,
                        Returned.class,
                        this::back)
                .example("Send the goods of GR-1008 back to the supplier", new Back("GR-1008", null, null, null))
                .example(
                        "Return 5 of SKU-1002 from receipt GR-1003, wrong colour",
                        new Back(
                                "GR-1003",
                                List.of(new GoodsWanted("SKU-1002", new BigDecimal("5"))),
                                "wrong colour",
                                null));
    }
}
