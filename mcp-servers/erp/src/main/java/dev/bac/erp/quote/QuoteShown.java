package dev.bac.erp.quote;

import dev.bac.mcp.Told;
import java.util.Locale;

/** A quotation and how it stands. */
public record QuoteShown(String summary, Quotation quotation) implements Told {

    static QuoteShown of(Quotation one) {
        return new QuoteShown(
                "Quotation %s to %s over %s without tax, valid until %s: %s%s."
                        .formatted(
                                one.number(),
                                one.customer(),
                                one.total(),
                                one.validUntil(),
                                one.status().name().toLowerCase(Locale.ROOT),
                                one.order() == null ? "" : ", it became order " + one.order()),
                one);
    }
}
