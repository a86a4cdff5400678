package dev.bac.erp.transfer;

import dev.bac.erp.goods.GoodsWanted;
import dev.bac.erp.item.Item;
import dev.bac.erp.item.ItemStore;
import dev.bac.erp.item.Packed;
import dev.bac.erp.stock.Booking;
import dev.bac.erp.stock.Dates;
import dev.bac.erp.stock.Location;
import dev.bac.erp.stock.Locations;
import dev.bac.erp.stock.Lots;
import dev.bac.erp.stock.Move;
import dev.bac.erp.stock.MoveLinks;
import dev.bac.erp.stock.Quantities;
import dev.bac.erp.stock.StockLedger;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code erp_transfer_send}. */
public final class TransferSendTool {
    private static final int LINES = 200;

    private final ItemStore items;
    private final Locations locations;
    private final StockLedger ledger;
    private final Transfers transfers;

    TransferSendTool(ItemStore items, Locations locations, StockLedger ledger, Transfers transfers) {
        this.items = items;
        this.locations = locations;
        this.ledger = ledger;
        this.transfers = transfers;
    }

    public record Send(
            @Arg(value = "The warehouse it leaves", ref = "warehouse")
            String from,

            @Arg(value = "The warehouse it goes to", ref = "warehouse")
            String to,

            @Arg("What goes, each item once") List<GoodsWanted> lines,

            @Arg("The day it left; today when left out") @Nullable LocalDate date) {}

    private record Goods(Item item, BigDecimal quantity, GoodsWanted said) {}

    TransferShown send(Caller caller, Tx tx, Send send) {
        var date = Dates.notFuture(tx, "date", send.date());
        var from = locations.warehouse(tx, "from", send.from());
        var to = locations.warehouse(tx, "to", send.to());
        if (from.id().equals(to.id())) {
            throw ToolRefusal.invalid("to", "is the warehouse it leaves");
        }
        var goods = goods(tx, send.lines());
        var transit = locations.outside(tx, Location.Kind.TRANSIT);
        ledger.lockItems(tx, goods.stream().map(one -> one.item().id()).toList());
        var sent = new ArrayList<Transfers.Sent>();
        for (var one : goods) {
            ledger.demand(tx, one.item(), from, one.quantity());
            var leaving = new Lots.Leaving(one.item(), from, one.quantity(), date, true);
            Lots.outgoing(tx, leaving, one.said().lots())
                    .forEach(part -> sent.add(new Transfers.Sent(one.item().id(), part)));
        }
        var id = transfers.add(tx, from.id(), to.id(), date, sent);
        var moves = sent.stream()
                .map(one -> new Move(
                        tx.newId(),
                        Move.Kind.TRANSFER,
                        one.item(),
                        from.id(),
                        transit.id(),
                        one.part().quantity(),
                        date,
                        MoveLinks.NONE.ofLot(one.part().lot())))
                .toList();
        ledger.book(tx, told(transfers.get(tx, id), moves));
        for (int i = 0; i < moves.size(); i++) {
            transfers.moved(tx, id, i + 1, moves.get(i).id(), "SENT");
        }
        return TransferShown.of(transfers.get(tx, id));
    }

    /** Moves of a transfer: the value stays ours, and the event names the transfer. */
    static Booking told(Transfer transfer, List<Move> moves) {
        var plain = Booking.of("erp.stock.moved", transfer.id(), moves);
        plain.body().put("transferId", transfer.id().toString()).put("transfer", transfer.number());
        return plain;
    }

    private List<Goods> goods(Tx tx, List<GoodsWanted> lines) {
        if (lines.isEmpty() || lines.size() > LINES) {
            throw ToolRefusal.invalid("lines", "has %d; send 1 to %d items".formatted(lines.size(), LINES));
        }
        var seen = new HashSet<UUID>();
        return lines.stream()
                .map(line -> {
                    var item = items.one(tx, "lines.item", line.item());
                    if (!seen.add(item.id())) {
                        throw ToolRefusal.invalid("lines.item", "%s is there twice".formatted(item.sku()));
                    }
                    var quantity = Packed.of("lines.unit", item, line.unit())
                            .base("lines.quantity", item, Quantities.positive("lines.quantity", line.quantity()));
                    return new Goods(item, quantity, line);
                })
                .toList();
    }

    public Tool<Send, TransferShown> tool() {
        return Tool.write(
                        "erp_transfer_send",
                        "Send goods to another warehouse",
                        "Sends goods on their way from one warehouse to another; they are ours and in neither until erp_transfer_receive. "
                                + "Without a way between, erp_stock_move transfers at once.",
                        Effect.WRITE,
                        Risk.NONE,
                        Send.class,
                        TransferShown.class,
                        this::send)
                .example(
                        "Dispatch a truck with 20 of SKU-1009 from Munich to Rotterdam",
                        new Send(
                                "Munich",
                                "Rotterdam",
                                List.of(new GoodsWanted("SKU-1009", new BigDecimal("20"))),
                                null));
    }
}
