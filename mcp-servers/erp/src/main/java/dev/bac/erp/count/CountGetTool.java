package dev.bac.erp.count;

import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Tool;
import dev.bac.store.Tx;

/** {@code erp_count_get}. */
public final class CountGetTool {
    private final CountSheets sheets;

    CountGetTool(CountSheets sheets) {
        this.sheets = sheets;
    }

    public record Which(
            @Arg("The count sheet, such as CS-1002") String sheet) {}

    CountShown get(Caller caller, Tx tx, Which which) {
        return CountShown.of(sheets.one(tx, "sheet", which.sheet()));
    }

    public Tool<Which, CountShown> tool() {
        return Tool.read(
                        "erp_count_get",
                        "Show a count sheet",
                        "Shows what is to be counted and what was found; the differences once it is posted.",
                        Which.class,
                        CountShown.class,
                        this::get)
                .example("Show count sheet CS-1002", new Which("CS-1002"));
    }
}
