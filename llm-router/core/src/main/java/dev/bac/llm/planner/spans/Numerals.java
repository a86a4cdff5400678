package dev.bac.llm.planner.spans;

import java.math.BigDecimal;

/**
 * Reads numbers as people of several countries write them: {@code 1,200.50}, {@code 1.200,50}, {@code 1 200},
 * {@code 1'200}. Of two signs the last one is the decimal sign; a single sign before exactly three digits groups them.
 */
public final class Numerals {
    /** Regular expression of such a number without a sign in front. */
    public static final String NUMERAL =
            "(?:\\d{1,3}(?:[ \\u00a0'’]\\d{3})+(?:[.,]\\d+)?|\\d+(?:[.,]\\d+)*(?:[eE]\\d{1,2}(?![\\p{L}\\d]))?|\\.\\d+)";

    private Numerals() {}

    /** @throws NumberFormatException when the text is no such number */
    public static BigDecimal read(String numeral) {
        var text = numeral.replaceAll("[ \\u00a0'’]", "");
        int comma = text.lastIndexOf(',');
        int point = text.lastIndexOf('.');
        int last = Math.max(comma, point);
        if (last < 0) {
            return new BigDecimal(text);
        }
        boolean both = comma >= 0 && point >= 0;
        boolean repeated = text.indexOf(text.charAt(last)) != last;
        boolean groups = repeated || (!both && comma >= 0 && text.length() - last == 4 && !text.startsWith("0"));
        if (!both && point >= 0 && text.length() - last == 4 && !repeated) {
            // "1.200" alone: a decimal in English. Amounts with a currency go through readMoney.
            groups = false;
        }
        return groups
                ? new BigDecimal(text.replaceAll("[.,]", ""))
                : new BigDecimal(text.substring(0, last).replaceAll("[.,]", "") + "." + text.substring(last + 1));
    }

    /** Money has at most three decimals and rarely three: a sign before exactly three digits groups them. */
    public static BigDecimal readMoney(String numeral) {
        var text = numeral.replaceAll("[ \\u00a0'’]", "");
        return text.matches("[1-9]\\d{0,2}(?:[.]\\d{3})+") ? new BigDecimal(text.replace(".", "")) : read(text);
    }
}
