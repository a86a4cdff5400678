package dev.bac.erp.goods;

import dev.bac.erp.stock.LotPart;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Lots that are handed out over the lines of a document, in their order. */
public final class LotQueue {
    private final Deque<LotPart> left;

    public LotQueue(List<LotPart> parts) {
        this.left = new ArrayDeque<>(parts);
    }

    /** How many there are still. */
    public BigDecimal left() {
        return left.stream().map(LotPart::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The next so many, lot by lot. */
    public List<LotPart> take(BigDecimal quantity) {
        var taken = new ArrayList<LotPart>();
        var wanted = quantity;
        while (wanted.signum() > 0) {
            var next = left.removeFirst();
            var part = next.quantity().min(wanted);
            taken.add(new LotPart(next.lot(), next.code(), part));
            wanted = wanted.subtract(part);
            if (next.quantity().compareTo(part) > 0) {
                left.addFirst(
                        new LotPart(next.lot(), next.code(), next.quantity().subtract(part)));
            }
        }
        return taken;
    }

    /** A part of a line lot by lot, each with its share of the amount: the last takes what is left of it. */
    public List<Open.Part> split(Open.Part part, String currency) {
        var parts = new ArrayList<Open.Part>();
        var open = part.open();
        for (var lot : take(part.quantity())) {
            var one = new Open.Part(open.ofLot(lot.lot()), lot.quantity());
            parts.add(one);
            open = open.less(lot.quantity(), one.amount(currency));
        }
        return parts;
    }
}
