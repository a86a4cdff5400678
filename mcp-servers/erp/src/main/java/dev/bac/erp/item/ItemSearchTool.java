package dev.bac.erp.item;

import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.argument.PageWanted;
import dev.bac.store.Tx;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code erp_item_search}. */
public final class ItemSearchTool {
    private static final int STANDARD = 50;
    private final ItemStore items;

    public ItemSearchTool(ItemStore items) {
        this.items = items;
    }

    public record Search(
            @Arg("Words of the name or category, or a SKU, such as \"power cable\"; all items when left out") @Nullable String text,

            @Arg("How many at most, 1 to 200; 50 when left out") @Nullable Integer limit,

            @Arg("The \"next\" of the page before") @Nullable String cursor) {
        static Search of(@Nullable String text) {
            return new Search(text, null, null);
        }
    }

    public record Found(
            String summary,
            List<Item> items,
            int total,
            @Nullable String next) implements Told {}

    Found search(Caller caller, Tx tx, Search search) {
        var page = items.search(tx, "text", search.text(), PageWanted.of(search.limit(), search.cursor(), STANDARD));
        var summary = page.total() == 0 && search.text() != null
                ? sentence(search, page) + items.categories(tx)
                : sentence(search, page);
        return new Found(summary, page.items(), page.total(), page.next());
    }

    private static String sentence(Search search, ItemStore.Found page) {
        var of = search.text() == null
                ? ""
                : " match \"%s\"".formatted(search.text().strip());
        var first = page.items().stream()
                .limit(3)
                .map(item -> "%s %s at %s".formatted(item.sku(), item.name(), item.listPrice()))
                .collect(Collectors.joining("; "));
        return page.total() == 0
                ? "No items%s.".formatted(of)
                : "%d item%s%s: %s%s."
                        .formatted(
                                page.total(),
                                page.total() == 1 ? "" : "s",
                                of,
                                first,
                                page.total() > 3 ? "; and others" : "");
    }

    public Tool<Search, Found> tool() {
        return Tool.read(
                        "erp_item_search",
                        "Find items",
                        "Finds products in the catalogue by words or SKU, with list price, cost and unit. It does not say how many "
                                + "are in stock: that is erp_stock_levels.",
                        Search.class,
                        Found.class,
                        this::search)
                .example("What does a 27 inch monitor cost?", Search.of("27 monitor"))
                .example("Which network cables do we sell?", Search.of("network cable"))
                .example("Look up SKU-1014", Search.of("SKU-1014"))
                .example("Show me the product catalogue", Search.of(null))
                .example("Find keyboards in our range", Search.of("keyboard"))
                .example("Price of docking stations", Search.of("docking station"));
    }
}
