package dev.bac.erp.purchase;

import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** {@code erp_supplier_save}. */
public final class SupplierSaveTool {
    private static final int STANDARD_LEAD = 7;
    private static final int LONGEST_LEAD = 730;
    private static final BigDecimal PERCENT = new BigDecimal("100");

    private final Suppliers suppliers;

    public SupplierSaveTool(Suppliers suppliers) {
        this.suppliers = suppliers;
    }

    public record Save(
            @Arg("One of exactly that name is changed, any other is new")
            String name,

            @Arg("Days from order to receipt, 0 to 730; 7 when left out") @Nullable Integer leadDays,

            @Arg(
                    value = "Percent by which receipts and billed prices may exceed the order; 0 when left out",
                    format = "decimal")
            @Nullable BigDecimal tolerance) {}

    public record Saved(String summary, Supplier supplier) implements Told {}

    Saved save(Caller caller, Tx tx, Save save) {
        var name = Given.line("name", save.name(), 200);
        var known = suppliers.named(tx, name).map(id -> suppliers.get(tx, id));
        int lead = save.leadDays() != null
                ? save.leadDays()
                : known.map(Supplier::leadDays).orElse(STANDARD_LEAD);
        if (lead < 0 || lead > LONGEST_LEAD) {
            throw ToolRefusal.invalid("leadDays", "is %d; give 0 to %d".formatted(lead, LONGEST_LEAD));
        }
        var tolerance = save.tolerance() != null
                ? Given.number("tolerance", save.tolerance(), 2, PERCENT)
                : known.map(Supplier::tolerance).orElse(BigDecimal.ZERO);
        if (tolerance.signum() < 0) {
            throw ToolRefusal.invalid("tolerance", "must not be below zero");
        }
        var supplier = new Supplier(known.map(Supplier::id).orElseGet(tx::newId), name, lead, tolerance);
        suppliers.put(tx, supplier);
        return new Saved(
                "%s supplier %s: %d days from order to receipt, tolerance %s %%."
                        .formatted(known.isPresent() ? "Changed" : "New", name, lead, tolerance.toPlainString()),
                supplier);
    }

    public Tool<Save, Saved> tool() {
        return Tool.write(
                        "erp_supplier_save",
                        "Add or change a supplier",
                        "Adds a supplier, or changes how long it takes to deliver and how far its receipts and bills may be off.",
                        Effect.WRITE,
                        Risk.NONE,
                        Save.class,
                        Saved.class,
                        this::save)
                .example("Add Lumina GmbH as a supplier", new Save("Lumina GmbH", null, null))
                .example("New vendor Kabelwerk Nord, 14 days lead time", new Save("Kabelwerk Nord", 14, null))
                .example("Set up a supplier called Exotic Liquids", new Save("Exotic Liquids", null, null));
    }
}
