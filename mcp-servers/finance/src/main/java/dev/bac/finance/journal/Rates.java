package dev.bac.finance.journal;

import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;

/** Exchange rates: what one unit of a currency is in the company's own, from a day on until the next one is known. */
public final class Rates {
    private Rates() {}

    /** The rate of the day or the last one before; refused when none is known. The company's own currency is 1. */
    public static BigDecimal on(Tx tx, String currency, LocalDate day) {
        var own = tx.settings().currency().getCurrencyCode();
        if (currency.equals(own)) {
            return BigDecimal.ONE;
        }
        return tx.sql()
                .createQuery("""
                        SELECT rate FROM exchange_rate WHERE currency = :currency AND valid_on <= :day
                         ORDER BY valid_on DESC LIMIT 1
                        """)
                .bind("currency", currency)
                .bind("day", day)
                .mapTo(BigDecimal.class)
                .findOne()
                .orElseThrow(() -> new ToolRefusal(
                        "no_rate",
                        "currency: no exchange rate from %s to %s on or before %s; set one with finance_rate_set"
                                .formatted(currency, own, day)));
    }

    /** An amount in the company's own currency, half up at its decimals. */
    public static BigDecimal base(Tx tx, BigDecimal amount, BigDecimal rate) {
        return BaseAmounts.at(amount, rate, decimals(tx));
    }

    /** Decimals of the company's own currency. */
    public static int decimals(Tx tx) {
        return tx.settings().currency().getDefaultFractionDigits();
    }

    /** Sets the rate of a day, or corrects it; what is booked stays as it is. */
    public static void set(Tx tx, String currency, LocalDate day, BigDecimal rate) {
        tx.sql()
                .createUpdate("""
                        INSERT INTO exchange_rate (id, currency, valid_on, rate) VALUES (:id, :currency, :day, :rate)
                        ON CONFLICT (tenant_id, currency, valid_on) DO UPDATE SET rate = excluded.rate
                        """)
                .bind("id", tx.newId())
                .bind("currency", currency)
                .bind("day", day)
                .bind("rate", rate)
                .execute();
    }
}
