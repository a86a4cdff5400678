package dev.bac.erp.order;

import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Money;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.PageOrder;
import dev.bac.mcp.argument.PageWanted;
import dev.bac.store.Tx;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code erp_order_list}. */
public final class OrderListTool {
    private static final int STANDARD = 50;
    private final Customers customers;

    public OrderListTool(Customers customers) {
        this.customers = customers;
    }

    /** How the list is sorted. */
    public enum Sort {
        NEWEST(PageOrder.descending("newest", "ordered_on", "date", "serial")),
        OLDEST(PageOrder.ascending("oldest", "ordered_on", "date", "serial")),
        LARGEST(PageOrder.descending("largest", "total", "numeric", "serial"));

        final PageOrder order;

        Sort(PageOrder order) {
            this.order = order;
        }
    }

    public record Filter(
            @Arg("draft, confirmed (reserved, to be shipped), delivered or cancelled; all when left out") @Nullable OrderStatus status,

            @Arg(value = "Only this customer: name or id", ref = "account") @Nullable String customer,

            @Arg("Ordered on or after this day") @Nullable LocalDate from,
            @Arg("Ordered on or before this day") @Nullable LocalDate to,

            @Arg("newest, oldest (what waits longest) or largest (by total) first; newest when left out") @Nullable Sort sort,

            @Arg("How many at most, 1 to 200; 50 when left out") @Nullable Integer limit,

            @Arg("The \"next\" of the page before") @Nullable String cursor) {
        static Filter of(@Nullable OrderStatus status, @Nullable String customer) {
            return new Filter(status, customer, null, null, null, null, null);
        }
    }

    public record Listed(
            String summary,
            List<SalesOrder> items,
            int total,
            List<Money> ordered,
            @Nullable String next) implements Told {}

    Listed list(Caller caller, Tx tx, Filter filter) {
        if (filter.from() != null && filter.to() != null && filter.from().isAfter(filter.to())) {
            throw ToolRefusal.invalid("from", "%s is after %s".formatted(filter.from(), filter.to()));
        }
        var wanted = PageWanted.of(filter.limit(), filter.cursor(), STANDARD);
        var customer = filter.customer() == null ? null : customers.one(tx, "customer", filter.customer());
        var conditions = new ArrayList<>(List.of("true"));
        var values = new HashMap<String, Object>();
        add(
                conditions,
                values,
                "o.status = :status",
                "status",
                filter.status() == null ? null : filter.status().name());
        add(conditions, values, "o.customer_id = :customer", "customer", customer == null ? null : customer.id());
        add(conditions, values, "o.ordered_on >= :from", "from", filter.from());
        add(conditions, values, "o.ordered_on <= :to", "to", filter.to());
        record Sum(int count, Money total) {}
        var sums = tx.sql()
                .createQuery("SELECT currency, count(*) AS count, sum(total) AS total FROM sales_order o WHERE "
                        + String.join(" AND ", conditions) + " GROUP BY currency ORDER BY currency")
                .bindMap(values)
                .map((row, _) ->
                        new Sum(row.getInt("count"), Money.of(row.getBigDecimal("total"), row.getString("currency"))))
                .list();
        int total = sums.stream().mapToInt(Sum::count).sum();
        var sort = filter.sort() == null ? Sort.NEWEST : filter.sort();
        var page = sort.order.read(
                tx,
                OrderStore.SELECT + "WHERE " + String.join(" AND ", conditions),
                query -> query.bindMap(values),
                wanted,
                (row, _) -> OrderStore.order(row));
        var money = sums.stream().map(Sum::total).toList();
        return new Listed(
                sentence(filter, customer == null ? null : customer.name(), total, money),
                page.items(),
                total,
                money,
                page.next());
    }

    private static void add(
            List<String> conditions,
            Map<String, Object> values,
            String condition,
            String name,
            @Nullable Object value) {
        if (value != null) {
            conditions.add(condition);
            values.put(name, value);
        }
    }

    private static String sentence(Filter filter, @Nullable String customer, int total, List<Money> sums) {
        var what = filter.status() == null ? "" : filter.status().name().toLowerCase(Locale.ROOT) + " ";
        var of = customer == null ? "" : " of " + customer;
        return total == 0
                ? "No %ssales orders%s match.".formatted(what, of)
                : "%d %ssales order%s%s, %s in all without tax."
                        .formatted(
                                total,
                                what,
                                total == 1 ? "" : "s",
                                of,
                                sums.stream().map(Money::toString).collect(Collectors.joining(" and ")));
    }

    public Tool<Filter, Listed> tool() {
        return Tool.read(
                        "erp_order_list",
                        "List sales orders",
                        "Lists sales orders with customer, date, status and total, filtered by status, customer and date.",
                        Filter.class,
                        Listed.class,
                        this::list)
                .example("Which orders are waiting to be shipped?", Filter.of(OrderStatus.CONFIRMED, null))
                .example("What has Globex ordered from us?", Filter.of(null, "Globex"))
                .example("Show the last 10 sales orders", new Filter(null, null, null, null, Sort.NEWEST, 10, null))
                .example("List the cancelled orders", Filter.of(OrderStatus.CANCELLED, null))
                .example(
                        "Our three largest open orders",
                        new Filter(OrderStatus.CONFIRMED, null, null, null, Sort.LARGEST, 3, null))
                .example(
                        "Sales orders of Hooli since 1 April 2026",
                        new Filter(null, "Hooli", LocalDate.of(2026, 4, 1), null, null, null, null));
    }
}
