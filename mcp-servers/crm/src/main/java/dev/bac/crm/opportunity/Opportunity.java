package dev.bac.crm.opportunity;

import dev.bac.crm.mark.Marks;
import dev.bac.crm.naming.Numbers;
import dev.bac.mcp.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A deal.
 *
 * @param number told as {@code OPP-1001}
 * @param lastOpenStage where it stood before it was won or lost
 * @param probability of winning, in percent, by the tenant's pipeline
 * @param closeDate when the decision is expected or was made
 * @param owner the colleague who works on it
 * @param pipeline whose stages it goes through
 */
public record Opportunity(
        UUID id,
        int number,
        @Nullable UUID account,
        @Nullable String accountName,
        String name,
        Stage stage,
        Stage lastOpenStage,
        int probability,
        BigDecimal amount,
        String currency,
        LocalDate closeDate,
        @Nullable String owner,
        String pipeline,
        Marks marks,
        Instant createdAt) {

    /** The amount at its currency's scale. */
    public Money money() {
        return Money.of(amount.stripTrailingZeros(), currency);
    }

    /** {@code OPP-1001 LED refit (Globex, 12,000.00 EUR, proposal)}. */
    public String label() {
        return "%s %s (%s%s, %s)"
                .formatted(
                        Numbers.OPP.label(number),
                        name,
                        accountName == null ? "" : accountName + ", ",
                        money(),
                        stage.told());
    }
}
