package dev.bac.erp.order;

import dev.bac.erp.stock.Dates;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code erp_order_create}. */
public final class OrderCreateTool {
    private final Customers customers;
    private final OrderLines lines;
    private final OrderTaking taking;

    public OrderCreateTool(Customers customers, OrderLines lines, OrderTaking taking) {
        this.customers = customers;
        this.lines = lines;
        this.taking = taking;
    }

    public record Wish(
            @Arg(value = "The customer's name or id", ref = "account")
            String customer,

            @Arg(value = "SKU, name or id; or give lines", ref = "item") @Nullable String item,

            @Arg(value = "How many units", format = "decimal") @Nullable BigDecimal quantity,

            @Arg(value = "Net price of one; what was agreed or its list price when left out", format = "decimal")
            @Nullable BigDecimal unitPrice,

            @Arg("Several items instead of one") @Nullable List<Line> lines,

            @Arg(value = "The warehouse it ships from; when left out, the first that has everything", ref = "warehouse")
            @Nullable String warehouse,

            @Arg("true to write it down without reserving the goods") @Nullable Boolean draft,

            @Arg("The day of the order; today when left out") @Nullable LocalDate date,

            @Arg("What item and quantity are in, such as carton; the item's own when left out") @Nullable String unit) {}

    public record Line(
            @Arg(value = "SKU, name or id", ref = "item") String item,

            @Arg(value = "How many units", format = "decimal")
            BigDecimal quantity,

            @Arg(value = "Net price of one; what was agreed or its list price when left out", format = "decimal")
            @Nullable BigDecimal unitPrice,

            @Arg(value = "Discount in percent", format = "decimal") @Nullable BigDecimal discount,

            @Arg("Such as carton; the item's own when left out") @Nullable String unit,

            @Arg(
                    value = "The supplier who ships it straight to the customer; from our warehouse when left out",
                    ref = "supplier")
            @Nullable String shippedBy) {}

    OrderShown create(Caller caller, Tx tx, Wish wish) {
        var date = Dates.notFuture(tx, "date", wish.date());
        var customer = customers.one(tx, "customer", wish.customer());
        var wanted = wished(wish).stream()
                .map(line -> new OrderLines.Wanted(
                        line.item(), line.quantity(), line.unitPrice(), line.discount(), line.unit(), line.shippedBy()))
                .toList();
        var priced = lines.of(tx, wanted, customer.id(), date);
        var order = taking.take(
                tx,
                new OrderTaking.Taken(
                        customer,
                        lines.currency(tx, priced),
                        date,
                        priced,
                        wish.warehouse(),
                        Boolean.TRUE.equals(wish.draft())));
        return OrderShown.of(order, priced);
    }

    private static List<Line> wished(Wish wish) {
        if (wish.lines() != null && !wish.lines().isEmpty()) {
            if (Stream.of(wish.item(), wish.quantity(), wish.unitPrice(), wish.unit())
                    .anyMatch(Objects::nonNull)) {
                throw ToolRefusal.invalid(
                        "lines", "give either item, quantity, unitPrice and unit, or lines with their own, not both");
            }
            return wish.lines();
        }
        if (wish.item() == null || wish.quantity() == null) {
            throw ToolRefusal.invalid(
                    wish.item() == null ? "item" : "quantity", "is missing; give item and quantity, or lines");
        }
        return List.of(new Line(wish.item(), wish.quantity(), wish.unitPrice(), null, wish.unit(), null));
    }

    public Tool<Wish, OrderShown> tool() {
        return Tool.write(
                        "erp_order_create",
                        "Create a sales order",
                        "Writes a sales order of a customer and reserves the goods, or only notes it as a draft. It is refused when "
                                + "the goods are not there. It neither ships nor invoices.",
                        Effect.WRITE,
                        Risk.NONE,
                        Wish.class,
                        OrderShown.class,
                        this::create)
                .example("Globex wants 20 HDMI cables", of("Globex", "HDMI cable", "20", null))
                .example("Create an order for Hooli: 5 monitors", of("Hooli", "monitor", "5", null))
                .example("Soylent orders 12 of SKU-1015 from Munich", of("Soylent", "SKU-1015", "12", "Munich"))
                .example(
                        "Enter a sales order over 100 network cables for Initech",
                        of("Initech", "network cable", "100", null))
                .example(
                        "Draft an order of 3 docking stations for Umbrella",
                        new Wish(
                                "Umbrella",
                                "docking station",
                                new BigDecimal("3"),
                                null,
                                null,
                                null,
                                true,
                                null,
                                null));
    }

    private static Wish of(String customer, String item, String quantity, @Nullable String warehouse) {
        return new Wish(customer, item, new BigDecimal(quantity), null, null, warehouse, null, null, null);
    }
}
