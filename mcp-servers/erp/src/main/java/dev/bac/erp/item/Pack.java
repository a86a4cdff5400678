package dev.bac.erp.item;

import dev.bac.mcp.Arg;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A unit that goods are bought or sold in besides the item's own: a carton of 24. */
public record Pack(
        @Arg("Such as carton") String unit,

        @Arg(value = "How many of the item's own unit it holds", format = "decimal")
        BigDecimal holds) {

    /** The unit that a document's line was agreed in; null when it is the item's own. */
    public static @Nullable Pack of(ResultSet line) throws SQLException {
        var unit = line.getString("pack_unit");
        return unit == null
                ? null
                : new Pack(unit, line.getBigDecimal("pack_factor").stripTrailingZeros());
    }
}
