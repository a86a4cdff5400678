package dev.bac.erp.drop;

import dev.bac.erp.goods.Done;
import dev.bac.erp.goods.GoodsNote;
import dev.bac.erp.goods.GoodsNotes;
import dev.bac.erp.goods.Open;
import dev.bac.erp.item.ItemStore;
import dev.bac.erp.order.InvoiceRequest;
import dev.bac.erp.order.OrderLine;
import dev.bac.erp.order.SalesOrder;
import dev.bac.erp.purchase.PurchaseLine;
import dev.bac.erp.purchase.PurchaseOrder;
import dev.bac.erp.stock.Booking;
import dev.bac.erp.stock.LotPart;
import dev.bac.erp.stock.LotWanted;
import dev.bac.erp.stock.Lots;
import dev.bac.erp.stock.Move;
import dev.bac.erp.stock.StockLedger;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Writes down that a supplier has shipped to our customer: a receipt of the purchase order and a delivery of the sales
 * order over the same goods, which change the value of no stock. What they cost is told with them, so that the books have
 * cost of goods against what was received and not billed, as for goods that went through the warehouse; what follows
 * (invoice, bill, three-way match, returns) is that of any delivery and any receipt. After Odoo's dropship route and
 * ERPNext's "Delivered by Supplier".
 */
final class DropShipments {
    private final ItemStore items;
    private final GoodsNotes notes;
    private final StockLedger ledger;
    private final DropMoves ways;
    private final Settling settling;

    DropShipments(ItemStore items, GoodsNotes notes, StockLedger ledger, DropMoves ways, Settling settling) {
        this.items = items;
        this.notes = notes;
        this.ledger = ledger;
        this.ways = ways;
        this.settling = settling;
    }

    /** Sets how far both orders are. */
    interface Settling {
        void settle(Tx tx, SalesOrder order, PurchaseOrder purchase, LocalDate date);
    }

    /** Both orders, locked, with their lines. */
    record Deal(SalesOrder order, List<OrderLine> sold, PurchaseOrder purchase, List<PurchaseLine> bought) {}

    /** What of the purchase order the supplier is still to ship, line by line. */
    List<Open> open(Tx tx, Deal deal) {
        var done = notes.doneOfOrder(tx, deal.purchase().id(), GoodsNote.Kind.RECEIPT);
        return deal.bought().stream()
                .map(line -> line.open(done.getOrDefault(line.line(), Done.NOTHING)))
                .toList();
    }

    /** @param lots those that are named, by item */
    GoodsNote ship(Tx tx, Deal deal, List<Open.Part> parts, Map<UUID, List<LotWanted>> lots, LocalDate date) {
        ledger.lockItems(tx, parts.stream().map(part -> part.open().item()).toList());
        var delivery = new DropMoves.Side(tx.newId(), deal.order().id());
        var receipt = new DropMoves.Side(tx.newId(), deal.purchase().id());
        var sold = new HashMap<Integer, Open>();
        var delivered = notes.doneOfOrder(tx, deal.order().id(), GoodsNote.Kind.DELIVERY);
        deal.sold()
                .forEach(line -> sold.put(line.line(), line.open(delivered.getOrDefault(line.line(), Done.NOTHING))));
        var moves = new ArrayList<Move>();
        var in = new ArrayList<GoodsNote.Line>();
        var out = new ArrayList<GoodsNote.Line>();
        var salesLines = salesLines(tx, deal.purchase().id());
        for (var part : parts) {
            var item = part.open().item();
            int soldLine = Objects.requireNonNull(salesLines.get(part.open().line()));
            refuseMore(deal, part, Objects.requireNonNull(sold.get(soldLine)));
            for (var lot : Lots.incoming(tx, items.get(tx, item), part.quantity(), lots.get(item))) {
                int line = in.size() + 1;
                var pair = ways.pair(tx, item, lot, line, date, receipt, delivery);
                moves.add(pair.in());
                moves.add(pair.out());
                in.add(line(line, part.open(), lot, share(part, lot, in, deal), pair.in()));
                var left = Objects.requireNonNull(sold.get(soldLine));
                var one = new Open.Part(left, lot.quantity());
                var earned = one.amount(deal.order().total().currency());
                out.add(line(line, left, lot, earned, pair.out()));
                sold.put(soldLine, rest(left, lot.quantity(), earned));
            }
        }
        return write(
                tx,
                deal,
                note(deal, GoodsNote.Kind.DELIVERY, delivery, date, out),
                note(deal, GoodsNote.Kind.RECEIPT, receipt, date, in),
                moves);
    }

    private static void refuseMore(Deal deal, Open.Part part, Open sold) {
        if (part.quantity().compareTo(sold.quantity()) > 0) {
            throw new ToolRefusal(
                    "conflict",
                    "lines.quantity: only %s of line %d of %s are still to be delivered"
                            .formatted(
                                    dev.bac.erp.stock.Quantities.text(sold.quantity()),
                                    sold.line(),
                                    deal.order().number()));
        }
    }

    /** A lot's share of what a part costs: its last lot takes what is left of it. */
    private static BigDecimal share(Open.Part part, LotPart lot, List<GoodsNote.Line> before, Deal deal) {
        var currency = deal.purchase().total().currency();
        var left = part.open();
        for (var line : before) {
            if (line.orderLine() == left.line()) {
                left = rest(left, line.quantity(), line.amount());
            }
        }
        return new Open.Part(left, lot.quantity()).amount(currency);
    }

    private static Open rest(Open open, BigDecimal quantity, BigDecimal amount) {
        return new Open(
                open.line(),
                open.item(),
                open.sku(),
                open.quantity().subtract(quantity),
                open.amount().subtract(amount),
                null);
    }

    private static GoodsNote.Line line(int line, Open of, LotPart lot, BigDecimal amount, Move move) {
        return new GoodsNote.Line(line, of.line(), null, of.item(), lot.quantity(), BigDecimal.ZERO, amount, move.id());
    }

    private static GoodsNote note(
            Deal deal, GoodsNote.Kind kind, DropMoves.Side side, LocalDate date, List<GoodsNote.Line> lines) {
        var currency = kind == GoodsNote.Kind.DELIVERY
                ? deal.order().total().currency()
                : deal.purchase().total().currency();
        return new GoodsNote(
                side.note(), kind, "", side.order(), null, deal.order().warehouseId(), date, currency, null, lines);
    }

    private GoodsNote write(Tx tx, Deal deal, GoodsNote out, GoodsNote in, List<Move> moves) {
        var delivery = notes.numbered(tx, out);
        var receipt = notes.numbered(tx, in);
        var told = InvoiceRequest.head(deal.order(), delivery)
                .put("receiptId", receipt.id().toString())
                .put("receipt", receipt.number())
                .put("supplierId", deal.purchase().supplierId().toString())
                .put("supplier", deal.purchase().supplier())
                .put("cost", InvoiceRequest.money(receipt.amount(), receipt.currency()));
        ledger.book(tx, new Booking("erp.stock.dropped", delivery.id(), moves, told, Map.of()));
        notes.add(tx, receipt);
        notes.add(tx, delivery);
        tx.sql()
                .execute(
                        "INSERT INTO drop_shipment (delivery_id, receipt_id) VALUES (?, ?)",
                        delivery.id(),
                        receipt.id());
        settling.settle(tx, deal.order(), deal.purchase(), delivery.date());
        tx.publish(
                "erp.invoice.requested",
                delivery.id().toString(),
                InvoiceRequest.of(deal.order(), delivery, deal.sold()));
        return delivery;
    }

    private static Map<Integer, Integer> salesLines(Tx tx, UUID purchase) {
        var lines = new HashMap<Integer, Integer>();
        tx.sql()
                .createQuery("SELECT line, sales_line FROM purchase_line WHERE order_id = :id")
                .bind("id", purchase)
                .map((row, _) -> lines.put(row.getInt("line"), row.getInt("sales_line")) == null)
                .list();
        return lines;
    }
}
