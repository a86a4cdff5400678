package dev.bac.erp.order;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What an order needs of each item, in the order of the items' ids: the order in which balances are locked. */
record Needs(Map<UUID, BigDecimal> byItem, Map<UUID, OrderLine> first) {

    /** @param quantity how much of a line is needed */
    static Needs of(List<OrderLine> lines, Function<OrderLine, BigDecimal> quantity) {
        var order = java.util.Comparator.comparing(UUID::toString);
        var needs = new TreeMap<UUID, BigDecimal>(order);
        lines.forEach(line -> needs.merge(line.itemId(), quantity.apply(line), BigDecimal::add));
        needs.values().removeIf(need -> need.signum() == 0);
        return new Needs(
                needs, lines.stream().collect(Collectors.toMap(OrderLine::itemId, line -> line, (one, _) -> one)));
    }

    OrderLine line(UUID item) {
        return java.util.Objects.requireNonNull(first.get(item), "an item of the order");
    }
}
