package dev.bac.finance.journal;

import dev.bac.finance.journal.Entry.Dimensions;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The cost centres and projects that postings are counted for. */
public final class Counted {
    private Counted() {}

    /** The dimensions that a call names by code or name; refused when one is not known. */
    public static Dimensions given(Tx tx, @Nullable String costCenter, @Nullable String project) {
        return new Dimensions(
                code(tx, "costCenter", "COST_CENTER", costCenter), code(tx, "project", "PROJECT", project));
    }

    private static @Nullable String code(Tx tx, String field, String kind, @Nullable String given) {
        if (given == null || given.isBlank()) {
            return null;
        }
        Optional<String> found = tx.sql()
                .createQuery("""
                        SELECT code FROM dimension WHERE kind = :kind AND (lower(code) = lower(:given) OR lower(name) = lower(:given))
                         ORDER BY lower(code) = lower(:given) DESC LIMIT 1
                        """)
                .bind("kind", kind)
                .bind("given", given.strip())
                .mapTo(String.class)
                .findOne();
        return found.orElseThrow(() -> ToolRefusal.notFound(
                field,
                kind.equals("PROJECT") ? "project" : "cost centre",
                given.strip(),
                "Make it with finance_setup_dimension, or leave it out."));
    }
}
