package dev.bac.erp.pick;

import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Tool;
import dev.bac.store.Tx;

/** {@code erp_pick_get}. */
public final class PickGetTool {
    private final PickLists lists;

    PickGetTool(PickLists lists) {
        this.lists = lists;
    }

    public record Which(
            @Arg("The pick list, such as PK-1002") String list) {}

    PickShown get(Caller caller, Tx tx, Which which) {
        return PickShown.of("", lists.one(tx, "list", which.list()));
    }

    public Tool<Which, PickShown> tool() {
        return Tool.read(
                        "erp_pick_get",
                        "Show a pick list",
                        "Shows what is to be picked, of which lots and for which orders, and what was.",
                        Which.class,
                        PickShown.class,
                        this::get)
                .example("Show pick list PK-1002", new Which("PK-1002"));
    }
}
