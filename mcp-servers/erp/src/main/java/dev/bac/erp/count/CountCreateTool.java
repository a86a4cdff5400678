package dev.bac.erp.count;

import dev.bac.erp.item.ItemStore;
import dev.bac.erp.stock.Locations;
import dev.bac.erp.stock.StockLedger;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code erp_count_create}. */
public final class CountCreateTool {
    private static final int LINES = 500;

    private final ItemStore items;
    private final Locations locations;
    private final StockLedger ledger;
    private final CountSheets sheets;

    CountCreateTool(ItemStore items, Locations locations, StockLedger ledger, CountSheets sheets) {
        this.items = items;
        this.locations = locations;
        this.ledger = ledger;
        this.sheets = sheets;
    }

    public record Wish(
            @Arg(value = "Where it is counted", ref = "warehouse")
            String warehouse,

            @Arg("SKUs or names; all that the books have there when left out, up to 500") @Nullable List<String> items) {}

    CountShown create(Caller caller, Tx tx, Wish wish) {
        var warehouse = locations.warehouse(tx, "warehouse", wish.warehouse());
        var wanted = wish.items() == null || wish.items().isEmpty()
                ? there(tx, warehouse.id())
                : wish.items().stream()
                        .map(name -> items.one(tx, "items", name).id())
                        .distinct()
                        .toList();
        if (wanted.isEmpty() || wanted.size() > LINES) {
            throw ToolRefusal.invalid(
                    "items",
                    wanted.isEmpty()
                            ? "the books have nothing in %s; name what is to be counted".formatted(warehouse.name())
                            : "are %d; count at most %d on a sheet".formatted(wanted.size(), LINES));
        }
        // Whoever moves one of them now either has, and is seen, or comes after the sheet.
        ledger.lockItems(tx, wanted);
        var sheet = sheets.add(tx, warehouse.id());
        wanted.forEach(item -> sheets.line(tx, sheet, warehouse.id(), item));
        return CountShown.of(sheets.get(tx, sheet));
    }

    private static List<UUID> there(Tx tx, UUID warehouse) {
        return tx.sql()
                .createQuery("""
                        SELECT b.item_id FROM stock_balance b JOIN item i ON i.id = b.item_id
                         WHERE b.location_id = :place AND b.on_hand <> 0 ORDER BY i.serial LIMIT %d
                        """.formatted(LINES + 1))
                .bind("place", warehouse)
                .mapTo(UUID.class)
                .list();
    }

    public Tool<Wish, CountShown> tool() {
        return Tool.write(
                        "erp_count_create",
                        "Write a count sheet",
                        "Writes a sheet of what is to be counted in a warehouse, without saying what should be there. What is moved while "
                                + "people count does not disturb it.",
                        Effect.WRITE,
                        Risk.NONE,
                        Wish.class,
                        CountShown.class,
                        this::create)
                .example("Start the stock count in Munich", new Wish("Munich", null))
                .example(
                        "Count sheet for SKU-1004 and SKU-1009 in Hamburg",
                        new Wish("Hamburg", List.of("SKU-1004", "SKU-1009")));
    }
}
