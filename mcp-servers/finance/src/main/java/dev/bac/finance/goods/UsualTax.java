package dev.bac.finance.goods;

import dev.bac.finance.tax.Tax;
import dev.bac.finance.tax.Taxes;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How a party's documents are taxed: with its own tax, else as the last one was. Goods carry no tax of their own. */
final class UsualTax {
    private UsualTax() {}

    /** The tax that is named, else the party's own, else that of its latest document, else none. */
    static Tax of(Tx tx, @Nullable String code, UUID party, String table) {
        if (code != null && !code.isBlank()) {
            return Taxes.given(tx, code, null);
        }
        var own = tx.sql()
                .createQuery("SELECT tax_code FROM party WHERE id = :party AND tax_code IS NOT NULL")
                .bind("party", party)
                .mapTo(String.class)
                .findOne();
        if (own.isPresent()) {
            return Taxes.given(tx, own.get(), null);
        }
        record Last(@Nullable String code, BigDecimal rate) {}
        return tx.sql()
                .createQuery("""
                        SELECT l.tax_code, l.tax_rate FROM %1$s d JOIN %1$s_line l ON l.%1$s_id = d.id
                         WHERE d.party_id = :party ORDER BY d.serial DESC, l.line LIMIT 1
                        """.formatted(table))
                .bind("party", party)
                .map((row, _) -> new Last(row.getString("tax_code"), row.getBigDecimal("tax_rate")))
                .findOne()
                .map(last -> last.code() == null ? Tax.of(last.rate()) : Taxes.given(tx, last.code(), null))
                .orElse(Tax.of(BigDecimal.ZERO));
    }
}
