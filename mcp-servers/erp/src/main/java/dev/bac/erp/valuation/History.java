package dev.bac.erp.valuation;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * An item's entries in the order in which they count, valued one after the other.
 *
 * <p>Goods that a customer sends back come in at what they left with, not at today's average: the cost of the sale is
 * taken back as it was booked. Of several returns of one delivery each takes its share of the whole, so that together
 * they take exactly all of it.
 */
public final class History {
    private final Worth worth;
    private final int decimals;
    private final Map<UUID, Left> left = new LinkedHashMap<>();
    private final Map<UUID, BigDecimal> values = new LinkedHashMap<>();

    /** What left by a move, what it was worth, and what of it is still away. */
    private record Left(BigDecimal quantity, BigDecimal value) {}

    /**
     * @param worth where it begins
     * @param decimals of the item's currency
     */
    public History(Worth worth, int decimals) {
        this.worth = worth;
        this.decimals = decimals;
    }

    /** Tells of goods that left before this history begins: of a delivery what is still away, and its value. */
    public void away(UUID move, BigDecimal quantity, BigDecimal value) {
        left.put(move, new Left(quantity, value));
    }

    /**
     * Values an entry.
     *
     * @return by how much it changes the value of the stock: below zero for goods that leave
     * @throws Worth.Shortage when more leaves, or comes back, than there is
     */
    public BigDecimal add(Entry entry) {
        var value = entry.in() ? in(entry) : out(entry);
        values.put(entry.move(), value);
        return value;
    }

    private BigDecimal in(Entry entry) {
        var value = entry.cost();
        if (value == null) {
            value = back(entry);
        } else if (entry.found() && worth.quantity().signum() > 0) {
            value = Worth.share(worth.value(), entry.quantity(), worth.quantity(), decimals);
        }
        worth.in(entry.move(), entry.quantity(), value);
        return value;
    }

    private BigDecimal back(Entry entry) {
        var away = entry.origin() == null ? null : left.get(entry.origin());
        if (away == null || away.quantity().compareTo(entry.quantity()) < 0) {
            throw new Worth.Shortage(away == null ? BigDecimal.ZERO : away.quantity(), entry.quantity());
        }
        var value = Worth.share(away.value(), entry.quantity(), away.quantity(), decimals);
        left.put(
                entry.origin(),
                new Left(
                        away.quantity().subtract(entry.quantity()), away.value().subtract(value)));
        return value;
    }

    private BigDecimal out(Entry entry) {
        var value = worth.out(entry.quantity(), entry.origin());
        left.put(entry.move(), new Left(entry.quantity(), value));
        return value.negate();
    }

    /** The values of all entries added, by their moves. */
    public Map<UUID, BigDecimal> values() {
        return Map.copyOf(values);
    }

    public Worth worth() {
        return worth;
    }

    /** A whole history from nothing. */
    public static History of(Valuation rule, int decimals, List<Entry> entries) {
        var history = new History(rule.nothing(decimals), decimals);
        entries.forEach(history::add);
        return history;
    }
}
