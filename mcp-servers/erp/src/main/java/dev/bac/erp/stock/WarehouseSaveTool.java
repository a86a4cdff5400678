package dev.bac.erp.stock;

import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code erp_warehouse_save}: warehouses, and places within them; a question about one is answered with all within it. */
public final class WarehouseSaveTool {
    private static final int LEVELS = 8;

    private final Locations locations;

    public WarehouseSaveTool(Locations locations) {
        this.locations = locations;
    }

    public record Save(
            @Arg(value = "The one to change; left out for a new one", ref = "warehouse") @Nullable String warehouse,

            @Arg("Its name; compulsory for a new one") @Nullable String name,

            @Arg(value = "The one it is within, such as Munich for an aisle there", ref = "warehouse") @Nullable String within) {}

    public record Saved(
            String summary, UUID id, String name, @Nullable String within) implements Told {}

    Saved save(Caller caller, Tx tx, Save save) {
        if (save.warehouse() == null && save.name() == null) {
            throw ToolRefusal.invalid("name", "is missing; a new warehouse needs one");
        }
        var known = save.warehouse() == null ? null : locations.warehouse(tx, "warehouse", save.warehouse());
        var name = save.name() == null
                ? String.valueOf(known == null ? "" : known.name())
                : Given.line("name", save.name(), 100);
        if ((known == null || !known.name().equalsIgnoreCase(name)) && locations.taken(tx, name)) {
            throw new ToolRefusal("conflict", "name: there is a place called %s already".formatted(name));
        }
        var within = save.within() == null ? null : locations.warehouse(tx, "within", save.within());
        var id = known == null ? tx.newId() : known.id();
        if (known == null) {
            locations.add(tx, List.of(new Location(id, Location.Kind.WAREHOUSE, name)));
        }
        if (within != null) {
            refuseCircle(tx, id, within);
        }
        locations.change(tx, id, name, within == null ? null : within.id());
        return new Saved(
                "%s warehouse %s%s."
                        .formatted(
                                known == null ? "New" : "Changed",
                                name,
                                within == null ? "" : " within " + within.name()),
                id,
                name,
                within == null ? null : within.name());
    }

    private void refuseCircle(Tx tx, UUID id, Location within) {
        var above = locations.above(tx, within.id());
        if (within.id().equals(id) || above.contains(id)) {
            throw new ToolRefusal("conflict", "within: %s is within it already".formatted(within.name()));
        }
        if (above.size() + 2 > LEVELS) {
            throw ToolRefusal.invalid("within", "would be more than %d levels deep".formatted(LEVELS));
        }
    }

    public Tool<Save, Saved> tool() {
        return Tool.write(
                        "erp_warehouse_save",
                        "Add or change a warehouse",
                        "Adds a warehouse or a place within one, renames it, or puts it within another. It moves no stock.",
                        Effect.WRITE,
                        Risk.NONE,
                        Save.class,
                        Saved.class,
                        this::save)
                .example("We have a new warehouse in Antwerp", new Save(null, "Antwerp", null))
                .example("Add aisle A3 to the Munich warehouse", new Save(null, "Aisle A3", "Munich"));
    }
}
