package dev.bac.erp.purchase;

import dev.bac.erp.goods.GoodsNote;
import dev.bac.erp.goods.GoodsNotes;
import dev.bac.erp.stock.LandedCost;
import dev.bac.erp.stock.StockLedger;
import dev.bac.erp.valuation.Worth;
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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code erp_purchase_land}. */
public final class PurchaseLandTool {
    private final GoodsNotes notes;
    private final PurchaseStore purchases;
    private final StockLedger ledger;

    PurchaseLandTool(GoodsNotes notes, PurchaseStore purchases, StockLedger ledger) {
        this.notes = notes;
        this.purchases = purchases;
        this.ledger = ledger;
    }

    /** How the cost is spread over the goods. */
    public enum Spread {
        VALUE,
        QUANTITY
    }

    public record Landing(
            @Arg("The receipt, such as GR-1004") String receipt,

            @Arg(value = "The cost without tax", format = "decimal")
            BigDecimal amount,

            @Arg("What it is for") String reason,

            @Arg("by value or by quantity of the goods; by value when left out") @Nullable Spread spread) {}

    public record Landed(String summary, String receipt, Money amount) implements Told {}

    Landed land(Caller caller, Tx tx, Landing landing) {
        var receipt = notes.one(tx, "receipt", landing.receipt());
        if (receipt.kind() != GoodsNote.Kind.RECEIPT || notes.cancelled(tx, receipt.id())) {
            throw ToolRefusal.invalid("receipt", "%s is no receipt that stands".formatted(receipt.number()));
        }
        var order = purchases.lockById(tx, receipt.order());
        if (order.customerOrder() != null) {
            throw new ToolRefusal(
                    "conflict",
                    "receipt: the goods of %s went straight to the customer and are in no stock; book the cost in finance"
                            .formatted(receipt.number()));
        }
        var amount = Given.amount("amount", landing.amount(), receipt.currency());
        var reason = Given.line("reason", landing.reason(), 500);
        var shares = shares(receipt, amount, landing.spread() == null ? Spread.VALUE : landing.spread());
        var body = Receipts.head(order, receipt).put("reason", reason);
        ledger.land(
                tx,
                new LandedCost(
                        receipt.id(),
                        tx.today(),
                        shares,
                        reason,
                        JsonNodeFactory.instance.objectNode().setAll(body)));
        return new Landed(
                "%s of %s now belong to the goods of %s; what of them has left already is charged to what became of it."
                        .formatted(Money.of(amount, receipt.currency()), reason, receipt.number()),
                receipt.number(),
                Money.of(amount, receipt.currency()));
    }

    /** Each line's share, to the cent; the last takes what is left. */
    private static Map<UUID, BigDecimal> shares(GoodsNote receipt, BigDecimal amount, Spread spread) {
        Function<GoodsNote.Line, BigDecimal> weight =
                spread == Spread.VALUE ? GoodsNote.Line::amount : GoodsNote.Line::quantity;
        var lines = receipt.lines().stream()
                .filter(line -> line.move() != null && weight.apply(line).signum() > 0)
                .toList();
        var left = amount;
        var weights = lines.stream().map(weight).reduce(BigDecimal.ZERO, BigDecimal::add);
        var shares = new LinkedHashMap<UUID, BigDecimal>();
        for (var line : lines) {
            var share = Worth.share(left, weight.apply(line), weights, amount.scale());
            if (line.move() != null && share.signum() != 0) {
                shares.put(line.move(), share);
            }
            left = left.subtract(share);
            weights = weights.subtract(weight.apply(line));
        }
        if (shares.isEmpty()) {
            throw ToolRefusal.invalid("receipt", "%s brought nothing to lay a cost on".formatted(receipt.number()));
        }
        return shares;
    }

    public Tool<Landing, Landed> tool() {
        return Tool.write(
                        "erp_purchase_land",
                        "Add freight or duty to received goods",
                        "Spreads freight, duty or another cost over the goods of a receipt, so that they are worth what they really cost.",
                        Effect.WRITE,
                        Risk.NONE,
                        Landing.class,
                        Landed.class,
                        this::land)
                .example(
                        "Put 120 euros of sea freight on receipt GR-1009",
                        new Landing("GR-1009", new BigDecimal("120"), "sea freight", null))
                .example(
                        "Customs duty of 85.50 for GR-1003, by quantity",
                        new Landing("GR-1003", new BigDecimal("85.50"), "customs duty", Spread.QUANTITY));
    }
}
