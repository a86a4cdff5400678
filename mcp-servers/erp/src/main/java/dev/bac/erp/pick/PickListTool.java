package dev.bac.erp.pick;

import dev.bac.erp.stock.Locations;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code erp_pick_list}. */
public final class PickListTool {
    private static final int STANDARD = 20;

    private final Locations locations;
    private final PickLists lists;

    PickListTool(Locations locations, PickLists lists) {
        this.locations = locations;
        this.lists = lists;
    }

    public record Filter(
            @Arg("false for those that are delivered or given up, too") @Nullable Boolean open,

            @Arg(value = "All when left out", ref = "warehouse") @Nullable String warehouse,

            @Arg("How many at most, the latest first, 1 to 200; 20 when left out") @Nullable Integer limit) {}

    /**
     * @param lines how many it has
     * @param entered of how many it is said what was taken
     */
    public record Listed(
            String number,
            String warehouse,
            LocalDate written,
            String status,
            List<String> orders,
            int lines,
            int entered) {}

    public record Lists(String summary, List<Listed> lists) implements Told {}

    Lists list(Caller caller, Tx tx, Filter filter) {
        var warehouse = filter.warehouse() == null
                ? null
                : locations.warehouse(tx, "warehouse", filter.warehouse()).id();
        var found = lists
                .list(tx, warehouse, !Boolean.FALSE.equals(filter.open()), Given.rows(filter.limit(), STANDARD))
                .stream()
                .map(PickListTool::listed)
                .toList();
        var first = found.stream()
                .limit(5)
                .map(one ->
                        "%s of %s for %s".formatted(one.number(), one.warehouse(), String.join(" and ", one.orders())))
                .collect(Collectors.joining(", "));
        return new Lists(
                found.isEmpty() ? "There is no pick list." : "%d pick lists: %s.".formatted(found.size(), first),
                found);
    }

    private static Listed listed(PickList list) {
        return new Listed(
                list.number(),
                list.warehouse(),
                list.written(),
                list.status().name().toLowerCase(Locale.ROOT),
                list.lines().stream().map(PickList.Line::order).distinct().toList(),
                list.lines().size(),
                (int) list.lines().stream()
                        .filter(line -> line.picked() != null)
                        .count());
    }

    public Tool<Filter, Lists> tool() {
        return Tool.read(
                        "erp_pick_list",
                        "Pick lists",
                        "Lists pick lists, the latest first: for which orders, and how far they are.",
                        Filter.class,
                        Lists.class,
                        this::list)
                .example("Which pick lists are open?", new Filter(null, null, null));
    }
}
