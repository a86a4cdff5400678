package dev.bac.orchestrator.demo;

import dev.bac.erp.ErpSeed;
import dev.bac.erp.item.ItemStore;
import dev.bac.erp.order.Customers;
import dev.bac.erp.order.OrderStatus;
import dev.bac.erp.stock.Move;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Items, stock and orders. At the first day of each month a warehouse receives what it will sell in that month, and some
 * more: no balance ever falls below zero.
 */
final class ErpPart {
    private static final List<String> WAREHOUSES = List.of("Hamburg", "Munich", "Rotterdam");

    private final Dice dice;
    private final List<Customer> customers;
    private final List<Good> goods;
    private final List<Sale> sales;
    private final int firstOrder;

    ErpPart(Dice dice, List<Customer> customers, List<Good> goods, List<Sale> sales) {
        this.dice = dice;
        this.customers = customers;
        this.goods = goods;
        this.sales = sales;
        this.firstOrder = sales.size() - Trade.ORDERS;
    }

    ErpSeed seed() {
        return new ErpSeed(
                customers.stream()
                        .map(one -> new Customers.Customer(one.id(), one.name()))
                        .toList(),
                WAREHOUSES.stream()
                        .map(name -> new ErpSeed.WarehouseSeed(warehouse(name), name))
                        .toList(),
                goods.stream()
                        .map(good -> new ItemStore.Draft(
                                good.id(), good.name(), good.family(), good.unit(), "EUR", good.price(), good.cost()))
                        .toList(),
                moves(),
                IntStream.range(firstOrder, sales.size())
                        .mapToObj(index -> order(index, sales.get(index)))
                        .toList());
    }

    private static UUID warehouse(String name) {
        return Dice.id("warehouse " + name, 0);
    }

    private record Place(UUID good, String warehouse, YearMonth month) implements Comparable<Place> {
        private static final Comparator<Place> ORDER =
                Comparator.comparing(Place::month).thenComparing(Place::good).thenComparing(Place::warehouse);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    private List<ErpSeed.MoveSeed> moves() {
        var moves = new ArrayList<ErpSeed.MoveSeed>();
        receipts(moves);
        for (Sale sale : sales.subList(0, firstOrder)) {
            for (var line : sale.lines()) {
                moves.add(move(
                        moves.size(),
                        Move.Kind.SHIP,
                        line.good().id(),
                        sale.customer().warehouse(),
                        line.quantity(),
                        sale.day()));
            }
        }
        moves.sort(Comparator.comparing(ErpSeed.MoveSeed::date).thenComparing(ErpSeed.MoveSeed::kind));
        return moves;
    }

    private void receipts(List<ErpSeed.MoveSeed> moves) {
        Map<Place, Integer> needed = new TreeMap<>();
        YearMonth first = YearMonth.from(sales.getFirst().day());
        for (Good good : goods) {
            for (String warehouse : WAREHOUSES) {
                needed.put(new Place(good.id(), warehouse, first), dice.between(5, 60));
            }
        }
        for (Sale sale : sales) {
            for (var line : sale.lines()) {
                var place = new Place(line.good().id(), sale.customer().warehouse(), YearMonth.from(sale.day()));
                needed.merge(place, line.quantity(), Integer::sum);
            }
        }
        needed.forEach((place, quantity) -> {
            int packed = (quantity + 9) / 10 * 10;
            moves.add(move(
                    moves.size(),
                    Move.Kind.RECEIVE,
                    place.good(),
                    place.warehouse(),
                    packed,
                    place.month().atDay(1)));
        });
    }

    private static ErpSeed.MoveSeed move(
            int index, Move.Kind kind, UUID good, String warehouse, int quantity, LocalDate day) {
        boolean in = kind == Move.Kind.RECEIVE;
        return new ErpSeed.MoveSeed(
                Dice.id("move", index),
                kind,
                good,
                in ? null : warehouse(warehouse),
                in ? warehouse(warehouse) : null,
                BigDecimal.valueOf(quantity),
                day,
                null);
    }

    private static ErpSeed.OrderSeed order(int index, Sale sale) {
        var status =
                switch (sale.state()) {
                    case DRAFT -> OrderStatus.DRAFT;
                    case CONFIRMED -> OrderStatus.CONFIRMED;
                    case INVOICED -> OrderStatus.DELIVERED;
                };
        return new ErpSeed.OrderSeed(
                Dice.id("order", index),
                sale.customer().id(),
                warehouse(sale.customer().warehouse()),
                "EUR",
                sale.day(),
                status,
                status == OrderStatus.DELIVERED ? sale.day() : null,
                sale.lines().stream()
                        .map(line -> new ErpSeed.OrderLineSeed(
                                line.good().id(), BigDecimal.valueOf(line.quantity()), line.price()))
                        .toList());
    }
}
