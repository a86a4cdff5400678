package dev.bac.erp;

import dev.bac.erp.stock.Location;
import dev.bac.erp.stock.Locations;
import dev.bac.erp.verification.Verification;
import dev.bac.mcp.TenantLife;
import dev.bac.store.Tx;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** ERP's part in a tenant's life. */
final class ErpLife implements TenantLife<ErpSeed> {
    private static final List<String> TABLES = List.of(
            "price",
            "count_line",
            "count_sheet",
            "transfer_move",
            "transfer_line",
            "transfer",
            "supplier_credit",
            "pick_line",
            "pick_list",
            "drop_shipment",
            "supplier_bill_line",
            "supplier_bill",
            "goods_void",
            "goods_line",
            "goods_note",
            "quotation_line",
            "quotation",
            "purchase_line",
            "purchase_order",
            "work_move",
            "work_part",
            "work_order",
            "bom_part",
            "bom",
            "stock_value",
            "landed_cost",
            "stock_posting",
            "stock_layer",
            "stock_worth",
            "stock_count_void",
            "stock_count",
            "stock_move",
            "stock_balance",
            "lot_balance",
            "lot",
            "order_line",
            "sales_order",
            "customer",
            "item_unit",
            "item",
            "supplier",
            "location",
            "counter");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Locations locations;
    private final Seeding seeding;

    ErpLife(Locations locations, Seeding seeding) {
        this.locations = locations;
        this.seeding = seeding;
    }

    @Override
    public Class<ErpSeed> seedType() {
        return ErpSeed.class;
    }

    @Override
    public void prepare(Tx tx) {
        for (var kind : Location.Kind.values()) {
            if (kind != Location.Kind.WAREHOUSE) {
                locations.outside(tx, kind);
            }
        }
    }

    @Override
    public void seed(Tx tx, ErpSeed seed) {
        seeding.apply(tx, seed);
    }

    @Override
    public ObjectNode export(Tx tx) {
        var out = JSON.createObjectNode();
        for (var table : TABLES) {
            var rows = out.putArray(table);
            tx.sql()
                    .createQuery("SELECT to_jsonb(t) - 'tenant_id' AS row FROM " + table + " t ORDER BY 1")
                    .mapTo(String.class)
                    .forEach(row -> rows.add(JSON.readTree(row)));
        }
        return out;
    }

    @Override
    public List<String> tables() {
        return TABLES;
    }

    @Override
    public List<String> verify(Tx tx) {
        return Verification.findings(tx);
    }
}
