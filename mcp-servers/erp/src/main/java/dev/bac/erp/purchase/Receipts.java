package dev.bac.erp.purchase;

import dev.bac.erp.goods.Done;
import dev.bac.erp.goods.GoodsNote;
import dev.bac.erp.goods.GoodsNotes;
import dev.bac.erp.goods.LotQueue;
import dev.bac.erp.goods.Open;
import dev.bac.erp.item.ItemStore;
import dev.bac.erp.stock.Booking;
import dev.bac.erp.stock.Costs;
import dev.bac.erp.stock.Location;
import dev.bac.erp.stock.Locations;
import dev.bac.erp.stock.LotWanted;
import dev.bac.erp.stock.Lots;
import dev.bac.erp.stock.Move;
import dev.bac.erp.stock.MoveLinks;
import dev.bac.erp.stock.StockLedger;
import dev.bac.mcp.Money;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Takes ordered goods into stock at what they were ordered for. */
public final class Receipts {
    private final ItemStore items;
    private final GoodsNotes notes;
    private final Locations locations;
    private final StockLedger ledger;

    Receipts(ItemStore items, GoodsNotes notes, Locations locations, StockLedger ledger) {
        this.items = items;
        this.notes = notes;
        this.locations = locations;
        this.ledger = ledger;
    }

    /** A line of a receipt; more may be accepted than is open, where the supplier's tolerance allows it. */
    record Taken(PurchaseLine line, Open open, BigDecimal accepted, BigDecimal rejected) {
        /** The share of the order's line; what is beyond it costs the ordered price. */
        BigDecimal amount(String currency) {
            var within = accepted.min(open.quantity()).max(BigDecimal.ZERO);
            var beyond = accepted.subtract(within);
            var share = within.signum() == 0 ? BigDecimal.ZERO : new Open.Part(open, within).amount(currency);
            return share.add(
                    beyond.multiply(line.unitPrice()).setScale(Costs.decimals(currency), RoundingMode.HALF_UP));
        }
    }

    public List<Open> open(Tx tx, PurchaseOrder order, List<PurchaseLine> lines) {
        var done = notes.doneOfOrder(tx, order.id(), GoodsNote.Kind.RECEIPT);
        return lines.stream()
                .map(line -> line.open(done.getOrDefault(line.line(), Done.NOTHING)))
                .toList();
    }

    /** @param lots those that are named, by item */
    GoodsNote receive(Tx tx, PurchaseOrder order, List<Taken> taken, Map<UUID, List<LotWanted>> lots, LocalDate date) {
        var supplier = locations.outside(tx, Location.Kind.SUPPLIER);
        ledger.lockItems(tx, taken.stream().map(one -> one.line().itemId()).toList());
        var queues = queues(tx, taken, lots);
        var id = tx.newId();
        var currency = order.total().currency();
        var moves = new ArrayList<Move>();
        var lines = new ArrayList<GoodsNote.Line>();
        for (var one : taken) {
            var item = one.line().itemId();
            if (one.accepted().signum() == 0) {
                lines.add(line(lines.size() + 1, one, BigDecimal.ZERO, one.rejected(), one.amount(currency), null));
                continue;
            }
            var whole = new Open(one.open().line(), item, "", one.accepted(), one.amount(currency), null);
            var rejected = one.rejected();
            for (var part :
                    Objects.requireNonNull(queues.get(item)).split(new Open.Part(whole, one.accepted()), currency)) {
                int line = lines.size() + 1;
                var move = tx.newId();
                var amount = part.amount(currency);
                moves.add(new Move(
                        move,
                        Move.Kind.RECEIVE,
                        item,
                        supplier.id(),
                        order.warehouseId(),
                        part.quantity(),
                        date,
                        MoveLinks.NONE
                                .forOrder(order.id())
                                .costing(amount)
                                .on(id, line)
                                .ofLot(part.open().lot())));
                lines.add(line(line, one, part.quantity(), rejected, amount, move));
                rejected = BigDecimal.ZERO;
            }
        }
        var note = notes.numbered(tx, note(id, order, date, lines));
        ledger.book(tx, new Booking("erp.stock.received", id, moves, head(order, note), Map.of()));
        notes.add(tx, note);
        return note;
    }

    /** The lots of what is accepted, item by item. */
    private Map<UUID, LotQueue> queues(Tx tx, List<Taken> taken, Map<UUID, List<LotWanted>> lots) {
        var queues = new HashMap<UUID, LotQueue>();
        var accepted = new TreeMap<UUID, BigDecimal>(Comparator.comparing(UUID::toString));
        taken.forEach(one -> accepted.merge(one.line().itemId(), one.accepted(), BigDecimal::add));
        accepted.forEach((item, quantity) -> {
            if (quantity.signum() > 0) {
                queues.put(item, new LotQueue(Lots.incoming(tx, items.get(tx, item), quantity, lots.get(item))));
            }
        });
        return queues;
    }

    private static GoodsNote.Line line(
            int number, Taken one, BigDecimal accepted, BigDecimal rejected, BigDecimal amount, @Nullable UUID move) {
        return new GoodsNote.Line(
                number, one.line().line(), null, one.line().itemId(), accepted, rejected, amount, move);
    }

    private static GoodsNote note(UUID id, PurchaseOrder order, LocalDate date, List<GoodsNote.Line> lines) {
        return new GoodsNote(
                id,
                GoodsNote.Kind.RECEIPT,
                "",
                order.id(),
                null,
                order.warehouseId(),
                date,
                order.total().currency(),
                null,
                lines);
    }

    /** Who and what it is about. */
    public static ObjectNode head(PurchaseOrder order, GoodsNote note) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("noteId", note.id().toString())
                .put("note", note.number())
                .put("orderId", order.id().toString())
                .put("order", order.number())
                .put("supplierId", order.supplierId().toString())
                .put("supplier", order.supplier())
                .put("net", Money.of(note.amount(), note.currency()).amount().toPlainString());
    }
}
