package dev.bac.erp.purchase;

import dev.bac.erp.item.ItemStore;
import dev.bac.erp.item.Packed;
import dev.bac.erp.stock.Dates;
import dev.bac.erp.stock.Quantities;
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
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code erp_purchase_bill}. */
public final class PurchaseBillTool {
    private final PurchaseStore purchases;
    private final Suppliers suppliers;
    private final ItemStore items;

    PurchaseBillTool(PurchaseStore purchases, Suppliers suppliers, ItemStore items) {
        this.purchases = purchases;
        this.suppliers = suppliers;
        this.items = items;
    }

    public record Bill(
            @Arg(value = "The purchase order, such as PO-1007", ref = "purchase")
            String order,

            @Arg("The bill's own number; each is taken once")
            String reference,

            @Arg("What is billed; all that was received and not billed when left out") @Nullable List<Line> lines,

            @Arg("The bill's date; today when left out") @Nullable LocalDate date,

            @Arg("Why a bill that does not fit is accepted all the same") @Nullable String accept) {}

    public record Line(
            @Arg(value = "SKU, name or id", ref = "item") String item,

            @Arg(value = "How many", format = "decimal") BigDecimal quantity,

            @Arg(value = "Net amount of the line", format = "decimal")
            BigDecimal net,

            @Arg("Such as carton; the item's own when left out") @Nullable String unit) {}

    /** @param differences in what the bill does not fit the order and the receipts */
    public record Billed(String summary, String order, Money net, Money received, List<String> differences)
            implements Told {}

    Billed bill(Caller caller, Tx tx, Bill bill) {
        var date = Dates.notFuture(tx, "date", bill.date());
        var reference = Given.line("reference", bill.reference(), 100);
        var order = purchases.lock(tx, "order", bill.order());
        refuseTwice(tx, order, reference);
        var currency = order.total().currency();
        var match = new ThreeWayMatch(
                purchases.lines(tx, order.id()),
                suppliers.get(tx, order.supplierId()).tolerance(),
                currency);
        var lines = bill.lines() == null || bill.lines().isEmpty()
                ? match.rest()
                : wanted(tx, match, bill.lines(), currency);
        if (lines.isEmpty()) {
            throw new ToolRefusal(
                    "conflict", "order: nothing of %s was received that is not billed".formatted(order.number()));
        }
        var differences = match.differences(lines);
        var accepted = Given.lineOrNull("accept", bill.accept(), 500);
        if (!differences.isEmpty() && accepted == null) {
            throw new ToolRefusal(
                    "conflict",
                    "lines: the bill does not fit %s: %s. Have it corrected, or say in accept why it is right."
                            .formatted(order.number(), String.join("; ", differences)));
        }
        var net = lines.stream().map(ThreeWayMatch.Line::net).reduce(BigDecimal.ZERO, BigDecimal::add);
        var id = tx.newId();
        var found = new SupplierBills.Bill(id, order, reference, date, net, differences.isEmpty() ? null : accepted);
        SupplierBills.add(tx, found, lines);
        var received = lines.stream().map(ThreeWayMatch.Line::due).reduce(BigDecimal.ZERO, BigDecimal::add);
        publish(tx, found, lines, received);
        SupplierCredits.request(tx, order);
        return new Billed(
                "Bill %s of %s for %s fits%s: %s without tax are to be paid."
                        .formatted(
                                reference,
                                order.supplier(),
                                order.number(),
                                differences.isEmpty() ? "" : " by decision (" + accepted + ")",
                                Money.of(net, currency)),
                order.number(),
                Money.of(net, currency),
                Money.of(received, currency),
                differences);
    }

    private static void refuseTwice(Tx tx, PurchaseOrder order, String reference) {
        if (SupplierBills.known(tx, order.supplierId(), reference)) {
            throw new ToolRefusal(
                    "conflict", "reference: bill %s of %s is here already".formatted(reference, order.supplier()));
        }
    }

    private List<ThreeWayMatch.Line> wanted(Tx tx, ThreeWayMatch match, List<Line> lines, String currency) {
        var wanted = new ArrayList<ThreeWayMatch.Line>();
        for (var line : lines) {
            var item = items.one(tx, "lines.item", line.item());
            var quantity = Packed.of("lines.unit", item, line.unit())
                    .base("lines.quantity", item, Quantities.positive("lines.quantity", line.quantity()));
            var net = Given.amountOrZero("lines.net", line.net(), currency);
            wanted.addAll(match.spread(item.id(), item.sku(), quantity, net));
        }
        return wanted;
    }

    private static void publish(Tx tx, SupplierBills.Bill bill, List<ThreeWayMatch.Line> lines, BigDecimal received) {
        var currency = bill.order().total().currency();
        var body = JsonNodeFactory.instance
                .objectNode()
                .put("id", bill.id().toString())
                .put("reference", bill.reference())
                .put("orderId", bill.order().id().toString())
                .put("order", bill.order().number())
                .put("supplierId", bill.order().supplierId().toString())
                .put("supplier", bill.order().supplier())
                .put("date", bill.date().toString())
                .put("currency", currency)
                .put("net", Money.of(bill.net(), currency).amount().toPlainString())
                .put("received", Money.of(received, currency).amount().toPlainString())
                .put(
                        "difference",
                        Money.of(bill.net().subtract(received), currency)
                                .amount()
                                .toPlainString());
        var told = body.putArray("lines");
        for (var line : lines) {
            told.addObject()
                    .put("orderLine", line.of().line())
                    .put("sku", line.of().sku())
                    .put("description", line.of().item())
                    .put("quantity", Quantities.plain(line.quantity()).toPlainString())
                    .put("net", Money.of(line.net(), currency).amount().toPlainString());
        }
        tx.publish("erp.bill.requested", bill.id().toString(), body);
    }

    public Tool<Bill, Billed> tool() {
        return Tool.write(
                        "erp_purchase_bill",
                        "Match a supplier's bill",
                        "Compares what a supplier bills with what was ordered and received, and asks finance to book it when it fits. "
                                + "It does not pay.",
                        Effect.WRITE,
                        Risk.NONE,
                        Bill.class,
                        Billed.class,
                        this::bill)
                .example(
                        "Lumina's invoice L-4711 for PO-1012 has come", new Bill("PO-1012", "L-4711", null, null, null))
                .example(
                        "Match vendor bill R-2210 against purchase order PO-1007",
                        new Bill("PO-1007", "R-2210", null, null, null));
    }
}
