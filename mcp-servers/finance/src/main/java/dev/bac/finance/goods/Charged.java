package dev.bac.finance.goods;

import dev.bac.finance.credit.CreditStore;
import dev.bac.finance.settlement.Side;
import dev.bac.mcp.Money;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Currency;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The invoice or the bill that charged goods which went back, and how a credit note comes to stand on it.
 *
 * @param number its number here
 * @param rate one unit of the currency in the company's own
 * @param dated no credit note is dated before it
 */
record Charged(
        Side side,
        UUID id,
        String number,
        String currency,
        BigDecimal rate,
        BigDecimal net,
        BigDecimal total,
        LocalDate dated) {

    /** A credit note that stands on it. */
    record Note(BigDecimal net, Money total, LocalDate dated) {}

    /**
     * What was written here for a delivery note or a matched bill, locked until the commit. It may still be on its way:
     * then the refusal says so, and the same is tried again.
     *
     * @param source id of the delivery note or of the matched bill
     */
    static Charged lock(Tx tx, Side side, UUID source) {
        boolean invoice = side == Side.RECEIVABLE;
        var known = GoodsDocuments.find(tx, source, invoice ? GoodsDocuments.Kind.INVOICE : GoodsDocuments.Kind.BILL)
                .orElseThrow(() -> new ToolRefusal(
                        "unavailable",
                        (invoice
                                        ? "delivery: %s has no invoice yet; try again when it has"
                                        : "bill: %s is not booked yet; try again when it is")
                                .formatted(source)));
        return tx.sql()
                .createQuery("SELECT net, total, rate, %s AS dated FROM %s WHERE id = :id FOR UPDATE"
                        .formatted(invoice ? "issued_on" : "billed_on", side.table()))
                .bind("id", known.of())
                .map((row, _) -> new Charged(
                        side,
                        known.of(),
                        known.number(),
                        known.currency(),
                        row.getBigDecimal("rate"),
                        row.getBigDecimal("net"),
                        row.getBigDecimal("total"),
                        row.getObject("dated", LocalDate.class)))
                .one();
    }

    /** The first day on or after {@code given} on which goods that went back can be credited. */
    LocalDate day(Tx tx, LocalDate given) {
        return OpenDay.of(tx, notBefore(given));
    }

    private LocalDate notBefore(LocalDate given) {
        return given.isBefore(dated) ? dated : given;
    }

    /**
     * What is credited, tax and all, for goods of {@code goods} without tax: the running sum is rounded, so that all of
     * them credit the whole document.
     */
    BigDecimal share(Tx tx, BigDecimal goods) {
        var before = GoodsDocuments.creditedNet(tx, id);
        return upTo(before.add(goods)).subtract(upTo(before));
    }

    private BigDecimal upTo(BigDecimal goods) {
        int decimals = Currency.getInstance(currency).getDefaultFractionDigits();
        return total.multiply(goods).divide(net, decimals, RoundingMode.HALF_UP);
    }

    /**
     * Writes the credit note and tells of it.
     *
     * @param amount tax and all; whatever is left when null
     */
    CreditStore.Written credit(Tx tx, CreditStore credits, @Nullable BigDecimal amount, LocalDate date, String reason) {
        var written = credits.write(tx, side, id, amount, date, reason);
        tx.publish(
                side == Side.RECEIVABLE ? "finance.credit.issued" : "finance.credit.received",
                written.id().toString(),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("id", written.id().toString())
                        .put("number", written.number())
                        .put("original", written.original())
                        .put("total", written.total().toPlainString())
                        .put("currency", currency));
        return written;
    }

    static Note note(Tx tx, UUID credit) {
        return tx.sql()
                .createQuery("SELECT net, total, currency, dated_on FROM credit_note WHERE id = :id")
                .bind("id", credit)
                .map((row, _) -> new Note(
                        row.getBigDecimal("net"),
                        Money.of(row.getBigDecimal("total"), row.getString("currency")),
                        row.getObject("dated_on", LocalDate.class)))
                .one();
    }

    /**
     * What the credit note is, in a sentence.
     *
     * @param wanted the day it was asked for
     * @param written false when it had been written before
     */
    String told(GoodsDocuments.Row row, Note note, LocalDate wanted, boolean written) {
        return "Credit note %s of %s on %s for %s%s%s."
                .formatted(
                        row.number(),
                        note.total(),
                        number,
                        row.named(),
                        OpenDay.said(notBefore(wanted), note.dated()),
                        written ? "" : "; it was written before");
    }
}
