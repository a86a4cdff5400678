package dev.bac.finance.tax;

import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The company's taxes. */
public final class Taxes {
    private static final BigDecimal PERCENT = new BigDecimal("100");

    private Taxes() {}

    /** The tax that a document names by its code or by a bare rate; none when it names neither. */
    public static Tax given(Tx tx, @Nullable String code, @Nullable BigDecimal rate) {
        if (code == null || code.isBlank()) {
            return Tax.of(rate == null ? BigDecimal.ZERO : rate("taxRate", rate));
        }
        if (rate != null) {
            throw ToolRefusal.invalid("taxRate", "give either tax or taxRate, not both");
        }
        var wanted = code.strip().toUpperCase(Locale.ROOT);
        var parts = tx.sql()
                .createQuery("SELECT name, rate, mode FROM tax_part WHERE code = :code ORDER BY part")
                .bind("code", wanted)
                .map((row, _) -> new Tax.Part(
                        row.getString("name"), row.getBigDecimal("rate"), TaxMode.valueOf(row.getString("mode"))))
                .list();
        if (parts.isEmpty()) {
            var known = tx.sql()
                    .createQuery("SELECT code FROM tax_code ORDER BY code LIMIT 20")
                    .mapTo(String.class)
                    .list();
            throw ToolRefusal.notFound(
                    "tax",
                    "tax code",
                    code.strip(),
                    known.isEmpty()
                            ? "Make one with finance_setup_tax, or give taxRate."
                            : "Known are: " + String.join(", ", known) + ".");
        }
        return new Tax(wanted, parts);
    }

    /** A rate of 0 to 100 percent with at most two decimals. */
    public static BigDecimal rate(String field, BigDecimal given) {
        var rate = Given.number(field, given, 2, PERCENT);
        if (rate.signum() < 0) {
            throw ToolRefusal.invalid(field, "must be 0 to 100 percent");
        }
        return rate;
    }

    /** True when there is a tax of that code. */
    public static boolean known(Tx tx, String code) {
        return tx.sql()
                .createQuery("SELECT EXISTS (SELECT FROM tax_code WHERE code = :code)")
                .bind("code", code)
                .mapTo(Boolean.class)
                .one();
    }

    /** Adds a tax; one of that code takes the new parts. What is booked keeps its amounts. */
    public static void save(Tx tx, String code, String name, List<Tax.Part> parts) {
        tx.sql()
                .createUpdate("""
                        INSERT INTO tax_code (id, code, name) VALUES (:id, :code, :name)
                        ON CONFLICT (tenant_id, code) DO UPDATE SET name = excluded.name
                        """)
                .bind("id", tx.newId())
                .bind("code", code)
                .bind("name", name)
                .execute();
        tx.sql()
                .createUpdate("DELETE FROM tax_part WHERE code = :code")
                .bind("code", code)
                .execute();
        var batch = tx.sql().prepareBatch("""
                INSERT INTO tax_part (code, part, name, rate, mode) VALUES (:code, :part, :name, :rate, :mode)
                """);
        int number = 0;
        for (var part : parts) {
            batch.bind("code", code)
                    .bind("part", ++number)
                    .bind("name", part.name())
                    .bind("rate", part.rate())
                    .bind("mode", part.mode().name())
                    .add();
        }
        batch.execute();
    }
}
