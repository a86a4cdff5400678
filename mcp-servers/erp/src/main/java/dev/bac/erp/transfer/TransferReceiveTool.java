package dev.bac.erp.transfer;

import dev.bac.erp.goods.Done;
import dev.bac.erp.goods.GoodsWanted;
import dev.bac.erp.goods.Open;
import dev.bac.erp.item.ItemStore;
import dev.bac.erp.stock.Booking;
import dev.bac.erp.stock.Dates;
import dev.bac.erp.stock.Location;
import dev.bac.erp.stock.Locations;
import dev.bac.erp.stock.Move;
import dev.bac.erp.stock.MoveLinks;
import dev.bac.erp.stock.StockLedger;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code erp_transfer_receive}. */
public final class TransferReceiveTool {
    private final ItemStore items;
    private final Locations locations;
    private final StockLedger ledger;
    private final Transfers transfers;

    TransferReceiveTool(ItemStore items, Locations locations, StockLedger ledger, Transfers transfers) {
        this.items = items;
        this.locations = locations;
        this.ledger = ledger;
        this.transfers = transfers;
    }

    public record Receive(
            @Arg("The transfer, such as TF-1004") String transfer,

            @Arg("What arrived; all that is under way when left out") @Nullable List<GoodsWanted> lines,

            @Arg("Why the rest will never come, such as \"lost by the carrier\": it is written off") @Nullable String restLost,

            @Arg("The day it arrived; today when left out") @Nullable LocalDate date) {
        static Receive of(String transfer) {
            return new Receive(transfer, null, null, null);
        }
    }

    TransferShown receive(Caller caller, Tx tx, Receive receive) {
        var date = Dates.notFuture(tx, "date", receive.date());
        var transfer = transfers.lock(tx, "transfer", receive.transfer());
        if (transfer.done()) {
            throw new ToolRefusal("conflict", "transfer: nothing of %s is under way".formatted(transfer.number()));
        }
        if (date.isBefore(transfer.sent())) {
            throw ToolRefusal.invalid("date", "%s is before it was sent on %s".formatted(date, transfer.sent()));
        }
        var lost = Given.lineOrNull("restLost", receive.restLost(), 500);
        ledger.lockItems(
                tx,
                transfer.lines().stream().map(Transfer.Line::itemId).distinct().toList());
        var none = lost != null && (receive.lines() == null || receive.lines().isEmpty());
        var parts = none ? List.<Open.Part>of() : Open.parts(tx, items, open(transfer), receive.lines(), "received");
        arrive(tx, transfer, parts, date);
        if (lost != null) {
            lose(tx, transfers.get(tx, transfer.id()), lost, date);
        }
        return TransferShown.of(transfers.get(tx, transfer.id()));
    }

    private static List<Open> open(Transfer transfer) {
        return transfer.lines().stream()
                .map(line -> Open.of(
                                line.line(),
                                line.itemId(),
                                line.sku(),
                                new Done(line.open(), BigDecimal.ZERO),
                                Done.NOTHING)
                        .ofLot(line.lotId()))
                .toList();
    }

    private void arrive(Tx tx, Transfer transfer, List<Open.Part> parts, LocalDate date) {
        var transit = locations.outside(tx, Location.Kind.TRANSIT);
        var moves = new ArrayList<Move>();
        for (var part : parts) {
            moves.add(new Move(
                    tx.newId(),
                    Move.Kind.TRANSFER,
                    part.open().item(),
                    transit.id(),
                    transfer.toId(),
                    part.quantity(),
                    date,
                    MoveLinks.NONE.ofLot(part.open().lot())));
        }
        ledger.book(tx, TransferSendTool.told(transfer, moves));
        for (int i = 0; i < moves.size(); i++) {
            transfers.moved(
                    tx, transfer.id(), parts.get(i).open().line(), moves.get(i).id(), "ARRIVED");
        }
    }

    private void lose(Tx tx, Transfer transfer, String why, LocalDate date) {
        var transit = locations.outside(tx, Location.Kind.TRANSIT);
        var adjustment = locations.outside(tx, Location.Kind.ADJUSTMENT);
        var missing = transfer.lines().stream()
                .filter(line -> line.open().signum() > 0)
                .toList();
        var moves = missing.stream()
                .map(line -> new Move(
                        tx.newId(),
                        Move.Kind.ADJUST,
                        line.itemId(),
                        transit.id(),
                        adjustment.id(),
                        line.open(),
                        date,
                        MoveLinks.NONE.because(why).ofLot(line.lotId())))
                .toList();
        ledger.book(tx, Booking.of("erp.stock.adjusted", transfer.id(), moves));
        for (int i = 0; i < moves.size(); i++) {
            transfers.moved(
                    tx, transfer.id(), missing.get(i).line(), moves.get(i).id(), "LOST");
        }
    }

    public Tool<Receive, TransferShown> tool() {
        return Tool.write(
                        "erp_transfer_receive",
                        "Receive a transfer",
                        "Puts goods of a transfer into the warehouse they were sent to, all that is under way or a part; what is lost for "
                                + "good is written off.",
                        Effect.WRITE,
                        Risk.NONE,
                        Receive.class,
                        TransferShown.class,
                        this::receive)
                .example("Transfer TF-1004 has arrived", Receive.of("TF-1004"))
                .example(
                        "Of transfer TF-1007 only 18 of SKU-1009 arrived, the rest is lost",
                        new Receive(
                                "TF-1007",
                                List.of(new GoodsWanted("SKU-1009", new BigDecimal("18"))),
                                "lost on the way",
                                null));
    }
}
