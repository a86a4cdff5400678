package dev.bac.orchestrator.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** An item that is bought and sold: {@code SKU-1001} and on; price and cost in euro. */
record Good(UUID id, String sku, String name, String family, String unit, BigDecimal price, BigDecimal cost) {

    /** The 150 goods, with prices rising over the variants of a family. */
    static List<Good> all(Names names) {
        var goods = new ArrayList<Good>();
        names.goods().forEach((family, kind) -> {
            int last = Math.max(1, kind.variants().size() - 1);
            for (int variant = 0; variant < kind.variants().size(); variant++) {
                int euro = kind.from() + (kind.to() - kind.from()) * variant / last;
                var price = new BigDecimal(euro).subtract(new BigDecimal("0.10"));
                goods.add(new Good(
                        Dice.id("item", goods.size()),
                        "SKU-" + (1001 + goods.size()),
                        family + " " + kind.variants().get(variant),
                        family,
                        kind.unit(),
                        price,
                        price.multiply(kind.cost()).setScale(2, RoundingMode.HALF_UP)));
            }
        });
        return List.copyOf(goods);
    }
}
