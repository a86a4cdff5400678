package dev.bac.finance.bank;

import dev.bac.finance.xml.XmlNode.Malformed;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;

/**
 * A statement as a bank's file gives it: what was there, what moved, what is there.
 *
 * @param number of the account, without blanks
 * @param line of the file where its closing balance stands
 */
record BankStatement(
        StatementFormat format,
        String number,
        String currency,
        String reference,
        BigDecimal opening,
        BigDecimal closing,
        LocalDate endsOn,
        List<Line> lines,
        int line) {
    BankStatement {
        lines = List.copyOf(lines);
    }

    /**
     * What moved.
     *
     * @param amount above zero for money that came
     */
    record Line(LocalDate date, BigDecimal amount, String party, String text, String reference) {}

    BigDecimal moved() {
        return lines.stream().map(Line::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** This statement, if it adds up and its amounts have no more decimals than the currency. */
    BankStatement checked() throws Malformed {
        int decimals = decimals(currency, line);
        for (var one : lines) {
            if (one.amount().stripTrailingZeros().scale() > decimals) {
                throw new Malformed(line, "amount", one.amount() + " has more decimals than " + currency);
            }
        }
        if (opening.add(moved()).compareTo(closing) != 0) {
            throw new Malformed(
                    line,
                    "closing balance",
                    "opening %s and lines of %s come to %s, the statement says %s"
                            .formatted(
                                    opening.toPlainString(),
                                    moved().toPlainString(),
                                    opening.add(moved()).toPlainString(),
                                    closing.toPlainString()));
        }
        return this;
    }

    private static int decimals(String currency, int line) throws Malformed {
        return Currency.getAvailableCurrencies().stream()
                .filter(one -> one.getCurrencyCode().equals(currency) && one.getDefaultFractionDigits() >= 0)
                .findAny()
                .orElseThrow(() -> new Malformed(line, "currency", "\"%s\" is no currency".formatted(currency)))
                .getDefaultFractionDigits();
    }
}
