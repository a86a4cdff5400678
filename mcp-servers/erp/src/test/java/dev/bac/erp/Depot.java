package dev.bac.erp;

import dev.bac.erp.ErpSeed.MoveSeed;
import dev.bac.erp.ErpSeed.WarehouseSeed;
import dev.bac.erp.item.ItemStore;
import dev.bac.erp.order.Customers.Customer;
import dev.bac.erp.stock.Move;
import dev.bac.mcp.ToolJson;
import dev.bac.mcp.testing.TestServer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** A company's stock for a test: two kinds of LED panel, a monitor and a cable in Hamburg and Munich. */
record Depot(TestServer server) {
    static final LocalDate START = LocalDate.of(2026, 1, 5);

    static Depot open() {
        return on(TestServer.of(ErpServer.declare()));
    }

    static Depot on(TestServer server) {
        var depot = new Depot(server);
        depot.seed(new ErpSeed(
                List.of(new Customer(id("acme"), "Acme"), new Customer(id("globex"), "Globex Corporation")),
                List.of(new WarehouseSeed(id("hamburg"), "Hamburg"), new WarehouseSeed(id("munich"), "Munich")),
                List.of(
                        item("panel60", "LED panel 60x60", "Lighting", "45.00"),
                        item("panel120", "LED panel 120x30", "Lighting", "59.90"),
                        item("monitor", "Monitor 27 inch", "Screens", "199.00"),
                        item("cable", "HDMI cable 2 m", "Cables", "7.50")),
                List.of(
                        receipt("panel60", "hamburg", "100"),
                        receipt("panel60", "munich", "20"),
                        receipt("panel120", "hamburg", "30"),
                        receipt("monitor", "munich", "10")),
                null));
        return depot;
    }

    static ItemStore.Draft item(String key, String name, String category, String price) {
        var listed = new BigDecimal(price);
        return new ItemStore.Draft(id(key), name, category, "pcs", "EUR", listed, listed.divide(BigDecimal.TWO));
    }

    static MoveSeed receipt(String item, String warehouse, String quantity) {
        return new MoveSeed(
                id("receipt " + item + warehouse),
                Move.Kind.RECEIVE,
                id(item),
                null,
                id(warehouse),
                new BigDecimal(quantity),
                START,
                null);
    }

    static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    void seed(ErpSeed seed) {
        server.ok("erp_tenant_seed", ToolJson.mapper().writeValueAsString(seed));
    }

    ObjectNode ok(String tool, String json) {
        return server.ok(tool, json);
    }

    List<String> findings() {
        return server.read(tx -> ErpServer.declare().life().verify(tx));
    }
}
