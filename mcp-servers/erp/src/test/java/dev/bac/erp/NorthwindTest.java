package dev.bac.erp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.erp.ErpSeed.WarehouseSeed;
import dev.bac.mcp.ToolJson;
import dev.bac.mcp.testing.TestServer;
import dev.bac.store.Tx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Northwind, the trading company of many tutorials, imported through the tools: its figures here are those of SQL over
 * the original. {@code -Dnorthwind=<file>} says where it is, else it is looked for beside the project;
 * {@code -Dnorthwind.orders=830} imports all orders and not only the first of them.
 */
class NorthwindTest {
    private static final int ORDERS = Integer.getInteger("northwind.orders", 30);
    private static final String TABLES = "(categories|customers|suppliers|products|orders|order_details)";
    private static final String CUSTOMERS = "SELECT customer_id, company_name FROM nw_customers";
    private static final String SUPPLIERS = "SELECT company_name FROM nw_suppliers";
    private static final String WANTED =
            "SELECT order_id, customer_id, order_date, shipped_date FROM nw_wanted ORDER BY order_id";
    private static final String PRODUCTS = """
            SELECT product_id, product_name, category_name, company_name, units_on_order, reorder_level,
                   round(p.unit_price::numeric, 2) AS price, round(p.unit_price::numeric * 0.6, 2) AS cost,
                   units_in_stock + (SELECT coalesce(sum(quantity), 0) FROM nw_order_details d JOIN nw_wanted USING (order_id)
                                      WHERE d.product_id = p.product_id) AS needed
              FROM nw_products p JOIN nw_categories USING (category_id) JOIN nw_suppliers USING (supplier_id) ORDER BY product_id
            """;
    private static final String TOTALS = """
            WITH line AS (
                SELECT o.order_id, o.shipped_date, d.product_id, d.quantity,
                       round(d.quantity * d.unit_price::numeric * (1 - d.discount::numeric), 2) AS net
                  FROM nw_wanted o JOIN nw_order_details d USING (order_id))
            SELECT (SELECT count(*) FROM nw_wanted WHERE shipped_date IS NOT NULL) AS delivered,
                   (SELECT count(*) FROM nw_wanted WHERE shipped_date IS NULL) AS open,
                   (SELECT coalesce(sum(net), 0.00) FROM line WHERE shipped_date IS NOT NULL) AS revenue,
                   (SELECT coalesce(sum(net), 0.00) FROM line WHERE shipped_date IS NULL) AS backlog,
                   (SELECT max(total) FROM (SELECT sum(net) AS total FROM line GROUP BY order_id) t) AS largest,
                   (SELECT sum(round(unit_price::numeric * 0.6, 2) * (units_in_stock + coalesce(
                               (SELECT sum(quantity) FROM line WHERE line.product_id = p.product_id AND shipped_date IS NULL), 0)))
                      FROM nw_products p) AS value
            """;

    private final Depot depot = new Depot(TestServer.of(ErpServer.declare()));
    private final Map<String, String> skus = new LinkedHashMap<>();

    private static final class Undo extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** What SQL says of the original. */
    private record Original(
            List<Map<String, Object>> products,
            List<Map<String, Object>> customers,
            List<Map<String, Object>> suppliers,
            List<Map<String, Object>> orders,
            Map<String, List<Map<String, Object>>> lines,
            Map<String, String> totals) {}

    @Test
    void itsFiguresAreThoseOfSqlOverTheOriginal() throws IOException {
        var file = file();
        Assumptions.assumeTrue(Files.isRegularFile(file), "Northwind is not there");
        var original = original(Files.readString(file));
        prepare(original);
        buyWhatIsOnOrder(original);
        for (var order : original.orders()) {
            sell(order, original.lines().getOrDefault(text(order, "order_id"), List.of()));
        }
        assertThat(figures()).isEqualTo(original.totals());
        assertThat(depot.findings()).isEmpty();
    }

    private static Path file() {
        var given = System.getProperty("northwind");
        return given == null ? Path.of("..", "..", "..", "shared", "data", "erp", "northwind.sql") : Path.of(given);
    }

    private void prepare(Original original) {
        depot.seed(new ErpSeed(null, List.of(new WarehouseSeed(Depot.id("seattle"), "Seattle")), null, null, null));
        original.customers()
                .forEach(one ->
                        call("erp_customer_put", Map.of("id", customer(one), "name", text(one, "company_name"))));
        original.suppliers().forEach(one -> call("erp_supplier_save", Map.of("name", text(one, "company_name"))));
        for (var product : original.products()) {
            var saved = depot.ok(
                    "erp_item_save",
                    json(Map.of(
                            "name", text(product, "product_name"),
                            "category", text(product, "category_name"),
                            "listPrice", text(product, "price"),
                            "cost", text(product, "cost"),
                            "currency", "USD",
                            "reorderPoint", text(product, "reorder_level"),
                            "supplier", text(product, "company_name"))));
            var sku = saved.at("/item/sku").stringValue();
            skus.put(text(product, "product_id"), sku);
            if (!text(product, "needed").equals("0")) {
                call(
                        "erp_stock_move",
                        Map.of(
                                "action", "receive",
                                "item", sku,
                                "quantity", text(product, "needed"),
                                "warehouse", "Seattle",
                                "date", "1996-01-02"));
            }
        }
    }

    private void buyWhatIsOnOrder(Original original) {
        for (var product : original.products()) {
            if (!text(product, "units_on_order").equals("0")) {
                call(
                        "erp_purchase_create",
                        Map.of(
                                "supplier", text(product, "company_name"),
                                "item", sku(product),
                                "quantity", text(product, "units_on_order")));
            }
        }
    }

    private void sell(Map<String, Object> order, List<Map<String, Object>> lines) {
        var wanted = lines.stream()
                .map(line -> Map.of(
                        "item", sku(line),
                        "quantity", text(line, "quantity"),
                        "unitPrice", text(line, "price"),
                        "discount", text(line, "percent")))
                .toList();
        var created = depot.ok(
                "erp_order_create",
                json(Map.of("customer", customer(order), "date", text(order, "order_date"), "lines", wanted)));
        if (order.get("shipped_date") != null) {
            call(
                    "erp_order_deliver",
                    Map.of(
                            "order", created.at("/order/number").stringValue(),
                            "date", text(order, "shipped_date")));
        }
    }

    /** The same figures, out of the tools' answers. */
    private Map<String, String> figures() {
        var figures = new LinkedHashMap<String, String>();
        var delivered = depot.ok("erp_order_list", "{\"status\":\"delivered\"}");
        var open = depot.ok("erp_order_list", "{\"status\":\"confirmed\"}");
        var largest = depot.ok("erp_order_list", "{\"sort\":\"largest\",\"limit\":1}");
        figures.put("delivered", delivered.at("/total").asString());
        figures.put("open", open.at("/total").asString());
        figures.put("revenue", delivered.at("/ordered/0/amount").asString("0.00"));
        figures.put("backlog", open.at("/ordered/0/amount").asString("0.00"));
        figures.put("largest", largest.at("/items/0/total/amount").stringValue());
        figures.put(
                "value", depot.ok("erp_stock_value", "{}").at("/total/0/amount").stringValue());
        figures.put("stock", free());
        figures.put("reorder", reorder());
        return figures;
    }

    private String free() {
        return names(
                depot.ok("erp_stock_levels", "{\"limit\":200}"),
                item -> item.at("/item").stringValue() + " "
                        + item.at("/available").stringValue());
    }

    private String reorder() {
        return names(depot.ok("erp_purchase_propose", "{\"limit\":200}"), item -> item.at("/item")
                .stringValue());
    }

    private static String names(ObjectNode answer, Function<JsonNode, String> name) {
        return answer.at("/items").valueStream().map(name).sorted().collect(Collectors.joining(", "));
    }

    private Original original(String sql) {
        var read = new ArrayList<Original>();
        try {
            depot.server().server().store().asOwner(depot.server().caller().tenant(), tx -> {
                read.add(read(tx, sql));
                throw new Undo();
            });
        } catch (Undo _) {
            // The original's tables go with the transaction.
        }
        return read.getFirst();
    }

    private static Original read(Tx tx, String sql) {
        var load = new StringBuilder();
        for (var table : sql.split("CREATE TABLE ", -1)) {
            if (table.matches("(?s)" + TABLES + " \\(.*")) {
                load.append("CREATE TABLE nw_").append(table, 0, table.indexOf(");") + 2);
            }
        }
        sql.lines()
                .filter(line -> line.matches("INSERT INTO " + TABLES + " VALUES .*"))
                .forEach(line -> load.append(line.replaceFirst("INSERT INTO ", "INSERT INTO nw_")));
        load.append("CREATE VIEW nw_wanted AS SELECT * FROM nw_orders ORDER BY order_id LIMIT ")
                .append(ORDERS)
                .append(';');
        try (var statement = tx.sql().getConnection().createStatement()) {
            statement.execute(load.toString());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        var lines = rows(tx, """
                SELECT d.order_id, product_id, quantity, round(unit_price::numeric, 2) AS price,
                       round(discount::numeric * 100, 2) AS percent
                  FROM nw_order_details d JOIN nw_wanted USING (order_id) ORDER BY d.order_id, product_id
                """).stream().collect(Collectors.groupingBy(line -> text(line, "order_id")));
        return new Original(
                rows(tx, PRODUCTS), rows(tx, CUSTOMERS), rows(tx, SUPPLIERS), rows(tx, WANTED), lines, totals(tx));
    }

    private static Map<String, String> totals(Tx tx) {
        var totals = new LinkedHashMap<String, String>();
        rows(tx, TOTALS).getFirst().forEach((name, value) -> totals.put(name, String.valueOf(value)));
        totals.put("stock", listed(tx, "SELECT product_name || ' ' || units_in_stock AS name FROM nw_products"));
        totals.put("reorder", listed(tx, """
                SELECT product_name AS name FROM nw_products WHERE units_in_stock + units_on_order <= reorder_level
                """));
        return totals;
    }

    private static String listed(Tx tx, String sql) {
        return rows(tx, sql).stream().map(row -> text(row, "name")).sorted().collect(Collectors.joining(", "));
    }

    private static List<Map<String, Object>> rows(Tx tx, String sql) {
        return tx.sql().createQuery(sql.replace("::", "\\:\\:")).mapToMap().list();
    }

    private static String text(Map<String, Object> row, String column) {
        return String.valueOf(row.get(column));
    }

    private static UUID customer(Map<String, Object> row) {
        return Depot.id("northwind " + text(row, "customer_id"));
    }

    private String sku(Map<String, Object> row) {
        return Objects.requireNonNull(skus.get(text(row, "product_id")));
    }

    private void call(String tool, Map<String, Object> arguments) {
        depot.ok(tool, json(arguments));
    }

    private static String json(Map<String, Object> arguments) {
        return ToolJson.mapper().writeValueAsString(arguments);
    }
}
