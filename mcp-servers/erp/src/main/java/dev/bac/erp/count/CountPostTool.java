package dev.bac.erp.count;

import dev.bac.erp.item.ItemStore;
import dev.bac.erp.stock.Adjusting;
import dev.bac.erp.stock.Booking;
import dev.bac.erp.stock.Counted;
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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code erp_count_post}: books what was counted as of when the sheet was written. What was moved since stays moved; what
 * was booked since for a day before is taken as having been there, because whoever counted saw it.
 */
public final class CountPostTool {
    private final ItemStore items;
    private final Locations locations;
    private final StockLedger ledger;
    private final CountSheets sheets;
    private final Adjusting adjusting;

    CountPostTool(ItemStore items, Locations locations, StockLedger ledger, CountSheets sheets) {
        this.items = items;
        this.locations = locations;
        this.ledger = ledger;
        this.sheets = sheets;
        this.adjusting = new Adjusting(locations, ledger);
    }

    public record Post(
            @Arg("The count sheet, such as CS-1002") String sheet,

            @Arg("true to leave out what nobody has counted; else that is refused") @Nullable Boolean countedOnly) {}

    CountShown post(Caller caller, Tx tx, Post post) {
        var sheet = CountEnterTool.open(sheets.lock(tx, "sheet", post.sheet()));
        var lines = lines(sheet, Boolean.TRUE.equals(post.countedOnly()));
        var warehouse = locations.get(tx, sheet.warehouseId());
        ledger.lockItems(
                tx, lines.stream().map(CountSheet.Line::itemId).distinct().toList());
        for (var line : lines) {
            var counted = new Counted(
                    tx.newId(),
                    line.itemId(),
                    warehouse.id(),
                    line.lotId(),
                    sheet.taken(),
                    Objects.requireNonNull(line.counted()),
                    sheets.position(tx, sheet.id(), line.line()));
            var told = Booking.of("erp.stock.adjusted", sheet.id(), List.of());
            told.body().put("countId", sheet.id().toString()).put("count", sheet.number());
            var why = new Adjusting.Why("count sheet " + sheet.number(), told);
            var variance = adjusting.adjust(tx, items.get(tx, line.itemId()), warehouse, counted, why);
            sheets.posted(tx, sheet.id(), line.line(), counted.id(), variance);
        }
        sheets.status(tx, sheet.id(), CountSheet.Status.POSTED);
        return CountShown.of(sheets.get(tx, sheet.id()));
    }

    private static List<CountSheet.Line> lines(CountSheet sheet, boolean countedOnly) {
        var missing = sheet.lines().stream()
                .filter(line -> line.counted() == null)
                .map(CountSheet.Line::sku)
                .distinct()
                .limit(9)
                .toList();
        if (!missing.isEmpty() && !countedOnly) {
            throw new ToolRefusal(
                    "conflict",
                    "sheet: nobody has counted %s; enter 0 when there are none, or post with countedOnly"
                            .formatted(String.join(", ", missing)));
        }
        var counted =
                sheet.lines().stream().filter(line -> line.counted() != null).toList();
        if (counted.isEmpty()) {
            throw new ToolRefusal("conflict", "sheet: nothing of %s is counted yet".formatted(sheet.number()));
        }
        return counted;
    }

    public Tool<Post, CountShown> tool() {
        return Tool.write(
                        "erp_count_post",
                        "Post a count",
                        "Books the differences between a count sheet and the books, as of when the sheet was written, and says them. It "
                                + "waits for approval.",
                        Effect.WRITE,
                        Risk.BULK,
                        Post.class,
                        CountShown.class,
                        this::post)
                .example("Post the count on sheet CS-1002", new Post("CS-1002", null));
    }
}
