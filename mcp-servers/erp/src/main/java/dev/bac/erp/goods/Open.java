package dev.bac.erp.goods;

import dev.bac.erp.item.Item;
import dev.bac.erp.item.ItemStore;
import dev.bac.erp.item.Packed;
import dev.bac.erp.stock.Costs;
import dev.bac.erp.stock.LotPart;
import dev.bac.erp.stock.Lots;
import dev.bac.erp.stock.Quantities;
import dev.bac.erp.valuation.Worth;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A line of which something is still to be done: delivered, received, returned or billed.
 *
 * @param line its number
 * @param quantity still to be done
 * @param amount its share of the line's amount: what is left of it
 * @param lot of which its goods are, where that is known
 */
public record Open(
        int line,
        UUID item,
        String sku,
        BigDecimal quantity,
        BigDecimal amount,
        @Nullable UUID lot) {

    /** What is open of a line of that quantity and amount. */
    public static Open of(int line, UUID item, String sku, Done all, Done done) {
        return new Open(
                line,
                item,
                sku,
                all.quantity().subtract(done.quantity()),
                all.amount().subtract(done.amount()),
                null);
    }

    /** The same, of one lot. */
    public Open ofLot(@Nullable UUID its) {
        return new Open(line, item, sku, quantity, amount, its);
    }

    /** What is open after so much of it. */
    Open less(BigDecimal done, BigDecimal share) {
        return new Open(line, item, sku, quantity.subtract(done), amount.subtract(share), lot);
    }

    /** A line, and how much of it is done now. */
    public record Part(Open open, BigDecimal quantity) {
        /** Its share of what is left of the amount: the last part takes all that is left. */
        public BigDecimal amount(String currency) {
            return quantity.compareTo(open.quantity()) >= 0
                    ? open.amount()
                    : Worth.share(open.amount(), quantity, open.quantity(), Costs.decimals(currency));
        }
    }

    /**
     * The parts that are wanted, line by line; all that is open when nothing is said.
     *
     * @param done what is done with them, for the refusal: {@code delivered}
     * @throws ToolRefusal when more is wanted of an item than is open
     */
    public static List<Part> parts(
            Tx tx, ItemStore items, List<Open> open, @Nullable List<GoodsWanted> wanted, String done) {
        var parts = new ArrayList<Part>();
        if (wanted == null || wanted.isEmpty()) {
            open.stream()
                    .filter(one -> one.quantity().signum() > 0)
                    .forEach(one -> parts.add(new Part(one, one.quantity())));
            return parts;
        }
        var taken = new HashMap<Integer, BigDecimal>();
        for (var wish : wanted) {
            var item = items.one(tx, "lines.item", wish.item());
            var quantity = Packed.of("lines.unit", item, wish.unit())
                    .base("lines.quantity", item, Quantities.positive("lines.quantity", wish.quantity()));
            var left = quantity;
            for (var lot : lots(tx, open, item, quantity, wish)) {
                var taking = lot.quantity();
                for (var one : open) {
                    var part = one.quantity()
                            .subtract(taken.getOrDefault(one.line(), BigDecimal.ZERO))
                            .min(taking);
                    boolean fits = lot.lot() == null || lot.lot().equals(one.lot());
                    if (one.item().equals(item.id()) && fits && part.signum() > 0) {
                        taken.merge(one.line(), part, BigDecimal::add);
                        taking = taking.subtract(part);
                        left = left.subtract(part);
                    }
                }
            }
            if (left.signum() > 0) {
                throw new ToolRefusal(
                        "conflict",
                        "lines: only %s of %s can still be %s, not %s"
                                .formatted(
                                        Quantities.text(quantity.subtract(left)),
                                        item.sku(),
                                        done,
                                        Quantities.text(quantity)));
            }
        }
        open.stream()
                .filter(one -> taken.containsKey(one.line()))
                .forEach(one -> parts.add(new Part(one, taken.getOrDefault(one.line(), BigDecimal.ZERO))));
        return parts;
    }

    /** The lots that are named, where the lines are of known ones; else the whole quantity of any. */
    private static List<LotPart> lots(Tx tx, List<Open> open, Item item, BigDecimal quantity, GoodsWanted wish) {
        boolean known = open.stream().anyMatch(one -> one.item().equals(item.id()) && one.lot() != null);
        return known && wish.lots() != null && !wish.lots().isEmpty()
                ? Lots.known(tx, item, quantity, wish.lots())
                : List.of(new LotPart(null, "", quantity));
    }
}
