package dev.bac.finance.party;

import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code finance_supplier_save}. */
public final class SupplierSaveTool {
    private static final int USUAL_TERMS = 30;
    private static final int LONGEST_TERMS = 365;
    private final Parties parties;

    public SupplierSaveTool(Parties parties) {
        this.parties = parties;
    }

    public record Supplier(
            @Arg("The supplier's name, such as Elbe Freight")
            String name,

            @Arg("Days until its bills are due, 0 to 365; 30 when left out") @Nullable Integer termsDays) {}

    public record Saved(String summary, UUID id, String name, int termsDays) implements Told {}

    Saved save(Caller caller, Tx tx, Supplier given) {
        var name = Given.line("name", given.name(), 200);
        int terms = given.termsDays() == null ? USUAL_TERMS : given.termsDays();
        if (terms < 0 || terms > LONGEST_TERMS) {
            throw ToolRefusal.invalid("termsDays", "must be 0 to " + LONGEST_TERMS);
        }
        // Two who save the same name at once: the second waits here and then finds the first one's.
        tx.sql()
                .execute(
                        "SELECT pg_advisory_xact_lock(hashtextextended(?, 7))",
                        tx.tenant() + name.toLowerCase(java.util.Locale.ROOT));
        var known = tx.sql()
                .createQuery("SELECT id FROM party WHERE kind = 'SUPPLIER' AND lower(name) = lower(:name) LIMIT 1")
                .bind("name", name)
                .mapTo(UUID.class)
                .findOne();
        var id = known.orElseGet(tx::newId);
        parties.put(tx, List.of(new Party(id, name, Party.Kind.SUPPLIER, terms)));
        tx.sql()
                .createUpdate("UPDATE party SET terms_days = :terms WHERE id = :id AND terms_days <> :terms")
                .bind("terms", terms)
                .bind("id", id)
                .execute();
        return new Saved(
                "%s supplier %s, bills due within %d days."
                        .formatted(known.isPresent() ? "Changed" : "Added", name, terms),
                id,
                name,
                terms);
    }

    public Tool<Supplier, Saved> tool() {
        return Tool.write(
                        "finance_supplier_save",
                        "Add a supplier",
                        "Adds a supplier whose bills can then be entered, or changes a known one's payment terms. Not for customers.",
                        Effect.WRITE,
                        Risk.NONE,
                        Supplier.class,
                        Saved.class,
                        this::save)
                .example("Add Elbe Freight as a new supplier", new Supplier("Elbe Freight", null))
                .example("Create the supplier Nordic Paper with 14 days of terms", new Supplier("Nordic Paper", 14));
    }
}
