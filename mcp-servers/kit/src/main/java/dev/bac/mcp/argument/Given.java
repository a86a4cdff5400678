package dev.bac.mcp.argument;

import dev.bac.mcp.ToolRefusal;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Checks what was given for an argument against its bounds; every refusal names the field and the remedy. */
public final class Given {
    private static final int MOST_ROWS = 200;
    private static final BigDecimal MOST_MONEY = new BigDecimal("1000000000000");
    private static final LocalDate FIRST = LocalDate.of(1990, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2100, 12, 31);

    private Given() {}

    /**
     * The text without outer blanks: at least one character, at most {@code most}, no control characters but line
     * breaks and tabs.
     */
    public static String text(String field, @Nullable String given, int most) {
        String text = given == null ? "" : given.strip();
        if (text.isEmpty()) {
            throw ToolRefusal.invalid(field, "is empty; give 1 to %d characters".formatted(most));
        }
        if (text.length() > most) {
            throw ToolRefusal.invalid(field, "has %d characters; at most %d fit".formatted(text.length(), most));
        }
        if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t')) {
            throw ToolRefusal.invalid(field, "holds control characters; give plain text");
        }
        return text;
    }

    /** Like {@link #text}, or null when nothing or only blanks were given. */
    public static @Nullable String textOrNull(String field, @Nullable String given, int most) {
        return given == null || given.isBlank() ? null : text(field, given, most);
    }

    /** One line: {@link #text} with a blank for each line break, tab and run of blanks. */
    public static String line(String field, @Nullable String given, int most) {
        return text(field, given, most).replaceAll("\\s+", " ");
    }

    /** Like {@link #line}, or null when nothing or only blanks were given. */
    public static @Nullable String lineOrNull(String field, @Nullable String given, int most) {
        return given == null || given.isBlank() ? null : line(field, given, most);
    }

    /** How many rows the argument {@code limit} asks for: {@code standard} unless told, 1 to {@value #MOST_ROWS}. */
    public static int rows(@Nullable Integer limit, int standard) {
        int rows = limit == null ? standard : limit;
        if (rows < 1 || rows > MOST_ROWS) {
            throw ToolRefusal.invalid("limit", "is %d; give 1 to %d".formatted(rows, MOST_ROWS));
        }
        return rows;
    }

    /** A date between 1990 and 2100. */
    public static LocalDate date(String field, LocalDate given) {
        if (given.isBefore(FIRST) || given.isAfter(LAST)) {
            throw ToolRefusal.invalid(field, "%s is not between %s and %s".formatted(given, FIRST, LAST));
        }
        return given;
    }

    /** The ISO 4217 code of a currency that amounts can be in, given in any case; {@code otherwise} when none is given. */
    public static String currency(String field, @Nullable String given, Currency otherwise) {
        if (given == null || given.isBlank()) {
            return otherwise.getCurrencyCode();
        }
        var code = given.strip().toUpperCase(Locale.ROOT);
        // Codes without decimals of their own are no money to pay with: XXX, gold, test codes.
        return Currency.getAvailableCurrencies().stream()
                .filter(one -> one.getCurrencyCode().equals(code) && one.getDefaultFractionDigits() >= 0)
                .findAny()
                .orElseThrow(() -> ToolRefusal.invalid(
                        field,
                        "\"%s\" is no currency code such as EUR"
                                .formatted(code.length() > 20 ? code.substring(0, 20) + "…" : code)))
                .getCurrencyCode();
    }

    /** An amount above zero, at most 10¹², with no more decimals than its currency has (JPY 0, EUR 2, KWD 3). */
    public static BigDecimal amount(String field, BigDecimal given, String currency) {
        var amount = money(field, given, currency);
        if (amount.signum() <= 0) {
            throw ToolRefusal.invalid(field, "must be above zero");
        }
        return amount;
    }

    /** Like {@link #amount}, where nothing may be asked for as well: a deal whose worth is not known yet. */
    public static BigDecimal amountOrZero(String field, BigDecimal given, String currency) {
        var amount = money(field, given, currency);
        if (amount.signum() < 0) {
            throw ToolRefusal.invalid(field, "must not be below zero");
        }
        return amount;
    }

    private static BigDecimal money(String field, BigDecimal given, String currency) {
        return number(field, given, Currency.getInstance(currency).getDefaultFractionDigits(), MOST_MONEY);
    }

    /** A number of at most {@code decimals} decimals whose size is at most {@code most}, at that scale. */
    public static BigDecimal number(String field, BigDecimal given, int decimals, BigDecimal most) {
        // The precision is looked at first: stripping or comparing 1e1000000000 would fill the memory.
        if (given.precision() - (long) given.scale() > 30
                || given.scale() > 100
                || given.abs().compareTo(most) > 0) {
            throw ToolRefusal.invalid(field, "is too large, at most " + most.toPlainString());
        }
        var plain = given.stripTrailingZeros();
        if (plain.scale() > decimals) {
            throw ToolRefusal.invalid(
                    field, "%s has more than %d decimals; round it".formatted(plain.toPlainString(), decimals));
        }
        return given.signum() == 0 ? BigDecimal.ZERO.setScale(decimals) : plain.setScale(decimals);
    }
}
