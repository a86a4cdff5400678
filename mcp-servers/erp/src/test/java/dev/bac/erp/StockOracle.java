package dev.bac.erp;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the stock of one item should be, told a second time and another way: the bookings as they were ordered, sorted by
 * their day, gone through from the first to the last. A count sets the quantity; what is cancelled never was.
 */
final class StockOracle {
    private final boolean fifo;
    private final BigDecimal usual;
    private final List<Booked> booked = new ArrayList<>();

    /** Cents of a receipt, so many units that share them. */
    private static final class Lot {
        BigDecimal quantity;
        BigDecimal value;

        Lot(BigDecimal quantity, BigDecimal value) {
            this.quantity = quantity;
            this.value = value;
        }
    }

    /** @param action receive, ship, write_off, transfer or adjust; @param cost of one */
    record Booked(
            int serial,
            String action,
            LocalDate date,
            BigDecimal quantity,
            BigDecimal cost,
            String place,
            String other) {}

    StockOracle(boolean fifo, BigDecimal usual) {
        this.fifo = fifo;
        this.usual = usual;
    }

    void book(Booked one) {
        booked.add(one);
    }

    void cancel(int serial) {
        booked.removeIf(one -> one.serial() == serial);
    }

    @Override
    public String toString() {
        return (fifo ? "fifo " : "average ") + booked;
    }

    /** On hand by place, and the value under "value". */
    Map<String, BigDecimal> state() {
        var there = new HashMap<String, BigDecimal>();
        var lots = new ArrayDeque<Lot>();
        booked.stream()
                .sorted(Comparator.comparing(Booked::date).thenComparing(Booked::serial))
                .forEach(one -> apply(one, there, lots));
        var state = new TreeMap<String, BigDecimal>();
        there.forEach((place, quantity) -> state.put(place, quantity.setScale(3)));
        state.values().removeIf(quantity -> quantity.signum() == 0);
        state.put("value", total(lots, false).setScale(2));
        return state;
    }

    private void apply(Booked one, Map<String, BigDecimal> there, ArrayDeque<Lot> lots) {
        switch (one.action()) {
            case "receive" -> {
                there.merge(one.place(), one.quantity(), BigDecimal::add);
                in(lots, one.quantity(), cents(one.cost().multiply(one.quantity())));
            }
            case "ship", "write_off" -> {
                there.merge(one.place(), one.quantity().negate(), BigDecimal::add);
                out(lots, one.quantity());
            }
            case "transfer" -> {
                there.merge(one.place(), one.quantity().negate(), BigDecimal::add);
                there.merge(one.other(), one.quantity(), BigDecimal::add);
            }
            default -> {
                var difference = one.quantity().subtract(there.getOrDefault(one.place(), BigDecimal.ZERO));
                there.put(one.place(), one.quantity());
                if (difference.signum() > 0) {
                    var all = total(lots, true);
                    in(
                            lots,
                            difference,
                            all.signum() == 0
                                    ? cents(usual.multiply(difference))
                                    : total(lots, false).multiply(difference).divide(all, 2, RoundingMode.HALF_UP));
                } else if (difference.signum() < 0) {
                    out(lots, difference.negate());
                }
            }
        }
    }

    private void in(ArrayDeque<Lot> lots, BigDecimal quantity, BigDecimal value) {
        if (fifo || lots.isEmpty()) {
            lots.add(new Lot(quantity, value));
        } else {
            lots.getFirst().quantity = lots.getFirst().quantity.add(quantity);
            lots.getFirst().value = lots.getFirst().value.add(value);
        }
    }

    private static void out(ArrayDeque<Lot> lots, BigDecimal quantity) {
        var left = quantity;
        while (left.signum() > 0) {
            var lot = lots.getFirst();
            var taken = left.min(lot.quantity);
            var value = lot.value.multiply(taken).divide(lot.quantity, 2, RoundingMode.HALF_UP);
            lot.quantity = lot.quantity.subtract(taken);
            lot.value = lot.value.subtract(value);
            left = left.subtract(taken);
            if (lot.quantity.signum() == 0) {
                lots.removeFirst();
            }
        }
    }

    private static BigDecimal total(ArrayDeque<Lot> lots, boolean quantity) {
        return lots.stream().map(lot -> quantity ? lot.quantity : lot.value).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal cents(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_UP);
    }
}
