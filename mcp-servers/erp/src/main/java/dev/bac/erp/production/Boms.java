package dev.bac.erp.production;

import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What items are made of, over any number of levels up to {@value #DEEPEST}. */
final class Boms {
    static final int DEEPEST = 20;

    /** @param lot how many are made of the parts */
    record Bom(BigDecimal lot, Map<UUID, BigDecimal> parts) {
        Bom {
            parts = Map.copyOf(parts);
        }

        /** What so many need of a part, rounded up to what can be counted. */
        BigDecimal need(UUID part, BigDecimal quantity) {
            return parts.getOrDefault(part, BigDecimal.ZERO).multiply(quantity).divide(lot, 3, RoundingMode.CEILING);
        }
    }

    /** What is needed of an item that is made of nothing else. */
    record Need(UUID item, BigDecimal quantity) {}

    /** Serialises changes of what things are made of, so that two cannot close a circle together. */
    void lock(Tx tx) {
        tx.sql()
                .createQuery("SELECT pg_advisory_xact_lock(hashtextextended('erp.bom ' || :tenant, 0)) IS NULL")
                .bind("tenant", tx.tenant().value().toString())
                .mapTo(Boolean.class)
                .one();
    }

    void put(Tx tx, UUID item, Bom bom) {
        tx.sql().execute("DELETE FROM bom_part WHERE item_id = ?", item);
        tx.sql().createUpdate("""
                        INSERT INTO bom (item_id, lot) VALUES (:item, :lot)
                        ON CONFLICT (tenant_id, item_id) DO UPDATE SET lot = :lot
                        """).bind("item", item).bind("lot", bom.lot()).execute();
        var batch = tx.sql()
                .prepareBatch("INSERT INTO bom_part (item_id, part_id, quantity) VALUES (:item, :part, :quantity)");
        bom.parts().forEach((part, quantity) -> batch.bind("item", item)
                .bind("part", part)
                .bind("quantity", quantity)
                .add());
        batch.execute();
    }

    Optional<Bom> of(Tx tx, UUID item) {
        var parts = new LinkedHashMap<UUID, BigDecimal>();
        tx.sql()
                .createQuery("SELECT part_id, quantity FROM bom_part WHERE item_id = :item")
                .bind("item", item)
                .map((row, _) -> parts.put(row.getObject("part_id", UUID.class), row.getBigDecimal("quantity")) == null)
                .list();
        return tx.sql()
                .createQuery("SELECT lot FROM bom WHERE item_id = :item")
                .bind("item", item)
                .mapTo(BigDecimal.class)
                .findOne()
                .map(lot -> new Bom(lot, parts));
    }

    /**
     * What so many of an item need of what is bought, level by level.
     *
     * @throws ToolRefusal when something is made of itself
     */
    List<Need> explode(Tx tx, UUID item, BigDecimal quantity) {
        var needs = new LinkedHashMap<UUID, BigDecimal>();
        explode(tx, item, quantity, new ArrayList<>(), needs);
        return needs.entrySet().stream()
                .map(need -> new Need(need.getKey(), need.getValue()))
                .toList();
    }

    private void explode(Tx tx, UUID item, BigDecimal quantity, List<UUID> above, Map<UUID, BigDecimal> needs) {
        if (above.contains(item) || above.size() > DEEPEST) {
            throw new ToolRefusal(
                    "conflict", "parts: it would be made of itself, or over more than %d levels".formatted(DEEPEST));
        }
        var bom = of(tx, item);
        if (bom.isEmpty()) {
            needs.merge(item, quantity, BigDecimal::add);
            return;
        }
        above.add(item);
        for (var part : bom.get().parts().keySet()) {
            explode(tx, part, bom.get().need(part, quantity), above, needs);
        }
        above.removeLast();
    }
}
