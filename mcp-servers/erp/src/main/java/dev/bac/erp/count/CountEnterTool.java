package dev.bac.erp.count;

import dev.bac.erp.item.Item;
import dev.bac.erp.item.ItemStore;
import dev.bac.erp.item.Packed;
import dev.bac.erp.item.Tracking;
import dev.bac.erp.stock.Lots;
import dev.bac.erp.stock.Quantities;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code erp_count_enter}. */
public final class CountEnterTool {
    private static final int LINES = 500;

    private final ItemStore items;
    private final CountSheets sheets;

    CountEnterTool(ItemStore items, CountSheets sheets) {
        this.items = items;
        this.sheets = sheets;
    }

    public record Enter(
            @Arg("The count sheet, such as CS-1002") String sheet,

            @Arg("What was found; a line may be entered again") @Nullable List<Found> lines,

            @Arg("true to give the sheet up") @Nullable Boolean cancel) {}

    public record Found(
            @Arg(value = "SKU, name or id", ref = "item") String item,

            @Arg(value = "How many are really there", format = "decimal")
            BigDecimal counted,

            @Arg("Such as carton; the item's own when left out") @Nullable String unit,

            @Arg("Lot or serial number, of an item kept by it") @Nullable String lot) {}

    CountShown enter(Caller caller, Tx tx, Enter enter) {
        var sheet = open(sheets.lock(tx, "sheet", enter.sheet()));
        if (Boolean.TRUE.equals(enter.cancel())) {
            sheets.status(tx, sheet.id(), CountSheet.Status.CANCELLED);
            return CountShown.of(sheets.get(tx, sheet.id()));
        }
        if (enter.lines() == null || enter.lines().isEmpty() || enter.lines().size() > LINES) {
            throw ToolRefusal.invalid("lines", "give 1 to %d of them".formatted(LINES));
        }
        enter.lines().forEach(found -> enter(tx, sheet, found));
        return CountShown.of(sheets.get(tx, sheet.id()));
    }

    static CountSheet open(CountSheet sheet) {
        if (sheet.status() != CountSheet.Status.OPEN) {
            throw new ToolRefusal(
                    "conflict",
                    "sheet: %s is %s"
                            .formatted(sheet.number(), sheet.status().name().toLowerCase(java.util.Locale.ROOT)));
        }
        return sheet;
    }

    private void enter(Tx tx, CountSheet sheet, Found found) {
        var item = items.one(tx, "lines.item", found.item());
        var quantity = Packed.of("lines.unit", item, found.unit())
                .base("lines.counted", item, Quantities.notNegative("lines.counted", found.counted()));
        if ((item.kept() == Tracking.NONE) != (found.lot() == null)) {
            throw ToolRefusal.invalid(
                    "lines.lot",
                    item.kept() == Tracking.NONE
                            ? "%s is not kept by lot; leave it out".formatted(item.sku())
                            : "is missing; %s is counted lot by lot".formatted(item.sku()));
        }
        if (item.kept() == Tracking.SERIAL && quantity.compareTo(BigDecimal.ONE) > 0) {
            throw ToolRefusal.invalid("lines.counted", "a serial number is there once or not at all; give 0 or 1");
        }
        var lot = found.lot() == null ? null : Lots.make(tx, item, Given.line("lines.lot", found.lot(), 100), null);
        int line = line(sheets.get(tx, sheet.id()), item, lot).orElseGet(() -> {
            sheets.unexpected(tx, sheet.id(), item.id(), lot);
            return line(sheets.get(tx, sheet.id()), item, lot).orElseThrow();
        });
        sheets.counted(tx, sheet.id(), line, quantity);
    }

    private static Optional<Integer> line(CountSheet sheet, Item item, java.util.@Nullable UUID lot) {
        return sheet.lines().stream()
                .filter(line -> line.itemId().equals(item.id()) && java.util.Objects.equals(line.lotId(), lot))
                .map(CountSheet.Line::line)
                .findFirst();
    }

    public Tool<Enter, CountShown> tool() {
        return Tool.write(
                        "erp_count_enter",
                        "Enter what was counted",
                        "Notes on a count sheet what was found, or gives the sheet up. Nothing is booked before erp_count_post.",
                        Effect.WRITE,
                        Risk.NONE,
                        Enter.class,
                        CountShown.class,
                        this::enter)
                .example(
                        "On CS-1002 we counted 62 of SKU-1021",
                        new Enter("CS-1002", List.of(new Found("SKU-1021", new BigDecimal("62"), null, null)), null))
                .example("Give count sheet CS-1003 up", new Enter("CS-1003", null, true));
    }
}
