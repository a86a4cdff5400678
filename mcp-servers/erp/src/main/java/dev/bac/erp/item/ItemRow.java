package dev.bac.erp.item;

import dev.bac.mcp.Money;
import dev.bac.mcp.ToolJson;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How an item is read. */
final class ItemRow {
    /** The item under the alias {@code i}, with its units. */
    static final String SELECT = """
            SELECT i.*, (SELECT jsonb_object_agg(u.unit, u.factor) FROM item_unit u WHERE u.item_id = i.id) AS packs
              FROM item i
            """;

    private ItemRow() {}

    static Item item(ResultSet row) throws SQLException {
        var currency = row.getString("currency");
        var tracking = Tracking.valueOf(row.getString("tracking"));
        return new Item(
                row.getObject("id", UUID.class),
                row.getString("sku"),
                row.getString("name"),
                row.getString("category"),
                row.getString("unit"),
                Money.of(row.getBigDecimal("list_price"), currency),
                Money.of(row.getBigDecimal("cost"), currency),
                tracking == Tracking.NONE ? null : tracking,
                packs(row.getString("packs")),
                row.getObject("template_id", UUID.class),
                attributes(row.getString("attributes")),
                row.getBoolean("template") ? true : null);
    }

    private static @Nullable List<Pack> packs(@Nullable String json) {
        if (json == null) {
            return null;
        }
        var packs = new ArrayList<Pack>();
        ToolJson.mapper()
                .readTree(json)
                .forEachEntry((unit, holds) ->
                        packs.add(new Pack(unit, new BigDecimal(holds.asString()).stripTrailingZeros())));
        return packs;
    }

    private static @Nullable List<Attribute> attributes(@Nullable String json) {
        if (json == null) {
            return null;
        }
        var attributes = new ArrayList<Attribute>();
        ToolJson.mapper()
                .readTree(json)
                .forEachEntry((name, value) -> attributes.add(new Attribute(name, value.asString())));
        return attributes;
    }
}
