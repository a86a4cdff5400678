package dev.bac.finance.document;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Business rules of EN 16931-1:2017, table 6.4, by their ids: those that our part of the model can break. */
final class EInvoiceRules {
    private EInvoiceRules() {}

    /** The rules that are broken, each with what is wrong; empty for a valid invoice. */
    static List<String> broken(EInvoice invoice) {
        var broken = new ArrayList<String>();
        need(broken, !invoice.number().isBlank(), "BR-02", "an invoice has a number (BT-1)");
        need(broken, invoice.currency().matches("[A-Z]{3}"), "BR-05", "an invoice has a currency (BT-5)");
        need(broken, !invoice.seller().isBlank(), "BR-06", "an invoice has the seller's name (BT-27)");
        need(broken, !invoice.buyer().isBlank(), "BR-07", "an invoice has the buyer's name (BT-44)");
        need(broken, !invoice.lines().isEmpty(), "BR-16", "an invoice has at least one line (BG-25)");
        for (var line : invoice.lines()) {
            need(broken, !line.name().isBlank(), "BR-25", "a line has a name (BT-153)");
            need(broken, line.price().signum() >= 0, "BR-27", "a price (BT-146) is not below zero");
        }
        var lines = sum(invoice.lines(), EInvoice.Line::net);
        need(
                broken,
                lines.compareTo(invoice.net()) == 0,
                "BR-CO-13",
                "the lines sum to %s, the total without tax (BT-109) is %s".formatted(lines, invoice.net()));
        var tax = sum(invoice.subtotals(), EInvoice.Subtotal::tax);
        need(
                broken,
                tax.compareTo(invoice.tax()) == 0,
                "BR-CO-14",
                "the tax of the categories sums to %s, the tax (BT-110) is %s".formatted(tax, invoice.tax()));
        need(
                broken,
                invoice.net().add(invoice.tax()).compareTo(invoice.total()) == 0,
                "BR-CO-15",
                "total without tax and tax come to %s, the total (BT-112) is %s"
                        .formatted(invoice.net().add(invoice.tax()), invoice.total()));
        need(
                broken,
                invoice.payable().compareTo(invoice.total()) <= 0,
                "BR-CO-16",
                "the amount due (BT-115) is more than the total (BT-112)");
        for (var subtotal : invoice.subtotals()) {
            subtotal(broken, invoice, subtotal);
        }
        need(broken, !invoice.subtotals().isEmpty(), "BR-CO-18", "an invoice has at least one tax category (BG-23)");
        return broken;
    }

    private static void subtotal(List<String> broken, EInvoice invoice, EInvoice.Subtotal subtotal) {
        var lines = sum(
                invoice.lines().stream()
                        .filter(line -> line.category().equals(subtotal.category())
                                && line.rate().compareTo(subtotal.rate()) == 0)
                        .toList(),
                EInvoice.Line::net);
        var letter = subtotal.category();
        need(
                broken,
                lines.compareTo(subtotal.taxable()) == 0,
                "BR-%s-08".formatted(letter),
                "the lines of category %s at %s %% sum to %s, its taxable amount (BT-116) is %s"
                        .formatted(letter, subtotal.rate(), lines, subtotal.taxable()));
        if (!letter.equals("S")) {
            need(
                    broken,
                    subtotal.tax().signum() == 0,
                    "BR-%s-09".formatted(letter),
                    "category %s has no tax (BT-117)".formatted(letter));
            return;
        }
        var tax = subtotal.taxable().multiply(subtotal.rate()).movePointLeft(2).setScale(2, RoundingMode.HALF_UP);
        // A document whose tax is rounded line by line may be off by a cent a line; the schematron allows one unit.
        need(
                broken,
                tax.subtract(subtotal.tax()).abs().compareTo(BigDecimal.ONE) < 0,
                "BR-CO-17",
                "%s at %s %% is %s, the tax (BT-117) is %s"
                        .formatted(subtotal.taxable(), subtotal.rate(), tax, subtotal.tax()));
    }

    private static <T> BigDecimal sum(List<T> of, Function<T, BigDecimal> part) {
        return of.stream().map(part).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static void need(List<String> broken, boolean holds, String rule, String says) {
        if (!holds) {
            broken.add(rule + ": " + says);
        }
    }
}
