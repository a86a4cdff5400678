package dev.bac.llm.budget;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An amount with its unit, as people write it: {@code 20 USD}, {@code 500000 tokens}, {@code 1000 requests}. */
public record Quantity(Measure measure, long units) {
    private static final Pattern FORM =
            Pattern.compile("([0-9]{1,10}(?:\\.[0-9]{1,9})?)\\s*(usd|tokens?|requests?)", Pattern.CASE_INSENSITIVE);

    /** Empty when it is not written so. */
    public static Optional<Quantity> parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String unit = matcher.group(2).toLowerCase(Locale.ROOT);
        Measure measure =
                unit.equals("usd") ? Measure.MONEY : unit.startsWith("token") ? Measure.TOKENS : Measure.REQUESTS;
        try {
            return Optional.of(new Quantity(measure, measure.units(new BigDecimal(matcher.group(1)))));
        } catch (ArithmeticException halfOrTooMuch) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return measure.told(units);
    }
}
