package dev.bac.finance.document;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * An invoice as EN 16931 sees it: the terms of its semantic model that we write and read.
 *
 * @param number BT-1
 * @param issued BT-2
 * @param due BT-9
 * @param currency BT-5
 * @param seller BT-27
 * @param buyer BT-44
 * @param net BT-109, without tax
 * @param tax BT-110
 * @param total BT-112, with tax
 * @param payable BT-115
 */
public record EInvoice(
        String number,
        LocalDate issued,
        LocalDate due,
        String currency,
        String seller,
        String buyer,
        List<Line> lines,
        List<Subtotal> subtotals,
        BigDecimal net,
        BigDecimal tax,
        BigDecimal total,
        BigDecimal payable) {
    public EInvoice {
        lines = List.copyOf(lines);
        subtotals = List.copyOf(subtotals);
    }

    /**
     * An invoice line.
     *
     * @param quantity BT-129
     * @param price BT-146, of one, without tax
     * @param net BT-131
     * @param category BT-151, S for the standard rate, Z for zero, AE for reverse charge
     * @param rate BT-152, percent
     */
    public record Line(
            String name, BigDecimal quantity, BigDecimal price, BigDecimal net, String category, BigDecimal rate) {}

    /**
     * The lines of one tax category and rate.
     *
     * @param taxable BT-116
     * @param tax BT-117
     */
    public record Subtotal(String category, BigDecimal rate, BigDecimal taxable, BigDecimal tax) {}
}
