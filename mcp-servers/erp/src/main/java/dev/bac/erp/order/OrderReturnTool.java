package dev.bac.erp.order;

import dev.bac.erp.goods.GoodsNote;
import dev.bac.erp.goods.GoodsNotes;
import dev.bac.erp.goods.GoodsWanted;
import dev.bac.erp.goods.Open;
import dev.bac.erp.item.ItemStore;
import dev.bac.erp.stock.Dates;
import dev.bac.erp.stock.Locations;
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

/** {@code erp_order_return}. */
public final class OrderReturnTool {
    private final OrderStore orders;
    private final ItemStore items;
    private final GoodsNotes notes;
    private final Locations locations;
    private final Returns returns;

    public OrderReturnTool(OrderStore orders, ItemStore items, GoodsNotes notes, Locations locations, Returns returns) {
        this.orders = orders;
        this.items = items;
        this.notes = notes;
        this.locations = locations;
        this.returns = returns;
    }

    public record Back(
            @Arg("The delivery, such as DN-1004; or a sales order with one delivery only")
            String delivery,

            @Arg("Only these goods; all of the delivery when left out") @Nullable List<GoodsWanted> lines,

            @Arg(value = "The one they left when left out", ref = "warehouse") @Nullable String warehouse,

            @Arg("Why they come back") @Nullable String reason,

            @Arg("The day they came back; today when left out") @Nullable LocalDate date) {
        static Back of(String delivery, @Nullable String reason) {
            return new Back(delivery, null, null, reason, null);
        }
    }

    public record Returned(String summary, String number, String delivery, Money credit) implements Told {}

    Returned back(Caller caller, Tx tx, Back back) {
        var date = Dates.notFuture(tx, "date", back.date());
        var named = delivery(tx, back.delivery());
        var order = orders.lockById(tx, named.order());
        if (notes.cancelled(tx, named.id())) {
            throw new ToolRefusal("conflict", "delivery: %s is cancelled".formatted(named.number()));
        }
        if (date.isBefore(named.date())) {
            throw ToolRefusal.invalid("date", "%s is before the delivery on %s".formatted(date, named.date()));
        }
        var parts = Open.parts(tx, items, returns.open(tx, named), back.lines(), "returned");
        if (parts.isEmpty()) {
            throw new ToolRefusal("conflict", "delivery: all of %s has come back already".formatted(named.number()));
        }
        var warehouse = back.warehouse() == null
                ? locations.get(tx, named.warehouse())
                : locations.warehouse(tx, "warehouse", back.warehouse());
        var note =
                returns.back(tx, order, named, parts, warehouse, date, Given.lineOrNull("reason", back.reason(), 500));
        var credit = Money.of(note.amount(), note.currency());
        return new Returned(
                "Return %s: goods of %s, order %s of %s, are back in %s; %s without tax are to be credited."
                        .formatted(
                                note.number(),
                                named.number(),
                                order.number(),
                                order.customer(),
                                warehouse.name(),
                                credit),
                note.number(),
                named.number(),
                credit);
    }

    private GoodsNote delivery(Tx tx, String given) {
        if (given.strip().toUpperCase(java.util.Locale.ROOT).startsWith("SO-")) {
            var order = orders.one(tx, "delivery", given);
            var deliveries = notes.ofOrder(tx, order.id(), GoodsNote.Kind.DELIVERY);
            if (deliveries.size() != 1) {
                throw new ToolRefusal(
                        deliveries.isEmpty() ? "not_found" : "ambiguous",
                        "delivery: %s has %s; name one"
                                .formatted(
                                        order.number(),
                                        deliveries.isEmpty()
                                                ? "no delivery"
                                                : String.join(
                                                        ", ",
                                                        deliveries.stream()
                                                                .map(GoodsNote::number)
                                                                .toList())));
            }
            return deliveries.getFirst();
        }
        var note = notes.one(tx, "delivery", given);
        if (note.kind() != GoodsNote.Kind.DELIVERY) {
            throw ToolRefusal.invalid("delivery", "%s is no delivery".formatted(note.number()));
        }
        return note;
    }

    public Tool<Back, Returned> tool() {
        return Tool.write(
                        "erp_order_return",
                        "Take goods back from a customer",
                        "Books goods of a delivery back into a warehouse at what they left with, and asks finance for the credit note.",
                        Effect.WRITE,
                        Risk.NONE,
                        Back.class,
                        Returned.class,
                        this::back)
                .example("The customer returned delivery DN-1012", Back.of("DN-1012", null))
                .example(
                        "2 of SKU-1005 from DN-1020 came back damaged",
                        new Back(
                                "DN-1020",
                                List.of(new GoodsWanted("SKU-1005", new BigDecimal("2"))),
                                null,
                                "damaged",
                                null))
                .example("Take back the goods of SO-1044", Back.of("SO-1044", null));
    }
}
