package dev.bac.finance.setup;

import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;

/** {@code finance_setup_dimension}. */
public final class DimensionTool {

    /** What postings are counted for. */
    public enum Kind {
        COST_CENTER,
        PROJECT
    }

    public record Order(
            @Arg("What it is") Kind kind,

            @Arg("A short code, such as HH-OFFICE") String code,

            @Arg("Its name") String name) {}

    public record Saved(String summary, Kind kind, String code, String name) implements Told {}

    Saved save(Caller caller, Tx tx, Order order) {
        var code = order.code().strip();
        if (!code.matches("[A-Za-z0-9_.-]{1,40}")) {
            throw ToolRefusal.invalid("code", "must have 1 to 40 letters, digits, -, _ or .");
        }
        var name = Given.line("name", order.name(), 100);
        tx.sql()
                .createUpdate("""
                        INSERT INTO dimension (id, kind, code, name) VALUES (:id, :kind, :code, :name)
                        ON CONFLICT (tenant_id, kind, code) DO UPDATE SET name = excluded.name
                        """)
                .bind("id", tx.newId())
                .bind("kind", order.kind().name())
                .bind("code", code)
                .bind("name", name)
                .execute();
        return new Saved("Saved %s %s.".formatted(code, name), order.kind(), code, name);
    }

    public Tool<Order, Saved> tool() {
        return Tool.write(
                        "finance_setup_dimension",
                        "Set up a cost centre or project",
                        "Saves a cost centre or a project that invoices, bills and postings can be counted for.",
                        Effect.WRITE,
                        Risk.NONE,
                        Order.class,
                        Saved.class,
                        this::save)
                .example(
                        "Create the cost centre WEST, Western branch",
                        new Order(Kind.COST_CENTER, "WEST", "Western branch"))
                .example("Set up project P-12 Trade fair in finance", new Order(Kind.PROJECT, "P-12", "Trade fair"));
    }
}
