package dev.bac.erp.purchase;

import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.argument.PageOrder;
import dev.bac.mcp.argument.PageWanted;
import dev.bac.store.Tx;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code erp_purchase_list}. */
public final class PurchaseListTool {
    private static final int STANDARD = 50;
    private static final PageOrder NEWEST = PageOrder.descending("newest", "ordered_on", "date", "serial");

    private final Suppliers suppliers;

    public PurchaseListTool(Suppliers suppliers) {
        this.suppliers = suppliers;
    }

    public record Filter(
            @Arg("requested, ordered, partial (some received), received, closed or cancelled; all when left out")
            @Nullable PurchaseStatus status,

            @Arg(value = "Only this supplier: name or id", ref = "supplier") @Nullable String supplier,

            @Arg("1 to 200, the newest first; 50 when left out") @Nullable Integer limit,

            @Arg("The \"next\" of the page before") @Nullable String cursor) {
        static Filter of(@Nullable PurchaseStatus status, @Nullable String supplier) {
            return new Filter(status, supplier, null, null);
        }
    }

    public record Listed(
            String summary,
            List<PurchaseOrder> items,
            int total,
            @Nullable String next) implements Told {}

    Listed list(Caller caller, Tx tx, Filter filter) {
        var values = new HashMap<String, Object>();
        var where = new StringBuilder("true");
        if (filter.status() != null) {
            where.append(" AND o.status = :status");
            values.put("status", filter.status().name());
        }
        if (filter.supplier() != null) {
            where.append(" AND o.supplier_id = :supplier");
            values.put(
                    "supplier", suppliers.one(tx, "supplier", filter.supplier()).id());
        }
        int total = tx.sql()
                .createQuery("SELECT count(*) FROM purchase_order o WHERE " + where)
                .bindMap(values)
                .mapTo(Integer.class)
                .one();
        var page = NEWEST.read(
                tx,
                PurchaseStore.SELECT + "WHERE " + where,
                query -> query.bindMap(values),
                PageWanted.of(filter.limit(), filter.cursor(), STANDARD),
                (row, _) -> PurchaseStore.order(row));
        var what = filter.status() == null ? "" : filter.status().name().toLowerCase(Locale.ROOT) + " ";
        return new Listed(
                total == 0
                        ? "No %spurchase orders match.".formatted(what)
                        : "%d %spurchase order%s.".formatted(total, what, total == 1 ? "" : "s"),
                page.items(),
                total,
                page.next());
    }

    public Tool<Filter, Listed> tool() {
        return Tool.read(
                        "erp_purchase_list",
                        "List purchase orders",
                        "Lists orders to suppliers with date, status and total, filtered by status and supplier.",
                        Filter.class,
                        Listed.class,
                        this::list)
                .example("Which purchase orders are still to be received?", Filter.of(PurchaseStatus.ORDERED, null))
                .example("What have we ordered from Lumina GmbH?", Filter.of(null, "Lumina GmbH"))
                .example("List the purchase requests", Filter.of(PurchaseStatus.REQUESTED, null));
    }
}
