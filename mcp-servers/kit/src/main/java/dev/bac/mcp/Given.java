package dev.bac.mcp;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Checks what a model gave for an argument against its limits; every refusal names the field and the remedy. */
public final class Given {
    private static final BigDecimal LARGEST = new BigDecimal("1000000000000");

    private Given() {}

    /** The text without outer blanks: at least one character, at most {@code max}, no control characters but newline. */
    public static String text(String field, @Nullable String given, int max) {
        String text = given == null ? "" : given.strip();
        if (text.isEmpty()) {
            throw ToolRefusal.invalid(field, "is empty; give 1 to " + max + " characters");
        }
        if (text.length() > max) {
            throw ToolRefusal.invalid(field, "has " + text.length() + " characters; at most " + max + " fit");
        }
        if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t')) {
            throw ToolRefusal.invalid(field, "holds control characters; give plain text");
        }
        return text;
    }

    /** Like {@link #text}, or null when nothing or only blanks were given. */
    public static @Nullable String textOrNull(String field, @Nullable String given, int max) {
        return given == null || given.isBlank() ? null : text(field, given, max);
    }

    /** One line: {@link #text} without line breaks and tabs. */
    public static String line(String field, @Nullable String given, int max) {
        return text(field, given, max).replaceAll("\\s+", " ");
    }

    /** Like {@link #line}, or null when nothing or only blanks were given. */
    public static @Nullable String lineOrNull(String field, @Nullable String given, int max) {
        return given == null || given.isBlank() ? null : line(field, given, max);
    }

    /** The ISO 4217 currency of that code in any case; {@code base} when none was given. */
    public static String currency(String field, @Nullable String given, Currency base) {
        if (given == null || given.isBlank()) {
            return base.getCurrencyCode();
        }
        try {
            return Currency.getInstance(given.strip().toUpperCase(Locale.ROOT)).getCurrencyCode();
        } catch (IllegalArgumentException _) {
            throw ToolRefusal.invalid(field, "\"" + given + "\" is no ISO 4217 code; write it like EUR");
        }
    }

    /** An amount from zero to 10¹² with no more decimals than its currency has, at the currency's scale. */
    public static BigDecimal amount(String field, BigDecimal given, String currency) {
        if (given.signum() < 0 || given.compareTo(LARGEST) > 0) {
            throw ToolRefusal.invalid(field, "must lie between 0 and " + LARGEST.toPlainString());
        }
        int scale = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        if (given.stripTrailingZeros().scale() > scale) {
            throw ToolRefusal.invalid(field, currency + " has " + scale + " decimals; round the amount");
        }
        return given.setScale(scale);
    }
}
