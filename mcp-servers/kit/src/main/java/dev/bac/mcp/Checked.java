package dev.bac.mcp;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Bounds on what arguments may hold. Each refuses with the field's name and what would be right. */
public final class Checked {
    private static final int PAGE = 50;
    private static final int LARGEST_PAGE = 200;
    private static final BigDecimal MOST = new BigDecimal("1000000000000");
    private static final LocalDate FIRST = LocalDate.of(1990, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2100, 12, 31);

    private Checked() {}

    /** The text without outer blanks: not empty, at most {@code longest} characters, no control characters. */
    public static String text(String field, String given, int longest) {
        var text = given.strip();
        if (text.isEmpty()) {
            throw ToolRefusal.invalid(field, "is empty");
        }
        if (text.length() > longest) {
            throw ToolRefusal.invalid(field, "has %d characters, at most %d".formatted(text.length(), longest));
        }
        if (text.chars().anyMatch(one -> Character.isISOControl(one) && one != '\n' && one != '\t')) {
            throw ToolRefusal.invalid(field, "holds control characters");
        }
        return text;
    }

    /** How many records a page holds: 50 unless told, 1 to 200. */
    public static int page(@Nullable Integer limit) {
        int page = limit == null ? PAGE : limit;
        if (page < 1 || page > LARGEST_PAGE) {
            throw ToolRefusal.invalid("limit", "is %d, give 1 to %d".formatted(page, LARGEST_PAGE));
        }
        return page;
    }

    /** A date between 1990 and 2100. */
    public static LocalDate date(String field, LocalDate given) {
        if (given.isBefore(FIRST) || given.isAfter(LAST)) {
            throw ToolRefusal.invalid(field, "%s is not between %s and %s".formatted(given, FIRST, LAST));
        }
        return given;
    }

    /** The ISO 4217 code of a currency in use, or {@code otherwise} when none is given. */
    public static String currency(String field, @Nullable String given, Currency otherwise) {
        if (given == null) {
            return otherwise.getCurrencyCode();
        }
        var code = given.strip().toUpperCase(Locale.ROOT);
        return Currency.getAvailableCurrencies().stream()
                .filter(one -> one.getCurrencyCode().equals(code) && one.getDefaultFractionDigits() >= 0)
                .findAny()
                .orElseThrow(() -> ToolRefusal.invalid(
                        field,
                        "\"%s\" is no currency code such as EUR"
                                .formatted(code.length() > 20 ? code.substring(0, 20) + "…" : code)))
                .getCurrencyCode();
    }

    /** An amount above zero, below 10^12, with no more decimals than its currency has (JPY 0, EUR 2, KWD 3). */
    public static BigDecimal amount(String field, BigDecimal given, String currency) {
        int decimals = Currency.getInstance(currency).getDefaultFractionDigits();
        var amount = number(field, given, decimals, MOST);
        if (amount.signum() <= 0) {
            throw ToolRefusal.invalid(field, "must be above zero");
        }
        return amount;
    }

    /** A number of at most {@code decimals} decimals whose size is at most {@code most}. */
    public static BigDecimal number(String field, BigDecimal given, int decimals, BigDecimal most) {
        // The precision is looked at first: stripping or comparing 1e1000000000 would fill the memory.
        if (given.precision() - (long) given.scale() > 30
                || given.scale() > 100
                || given.abs().compareTo(most) > 0) {
            throw ToolRefusal.invalid(field, "is too large, at most " + most.toPlainString());
        }
        var plain = given.stripTrailingZeros();
        if (plain.scale() > decimals) {
            throw ToolRefusal.invalid(field, "%s has more than %d decimals".formatted(plain.toPlainString(), decimals));
        }
        return given.signum() == 0 ? BigDecimal.ZERO.setScale(decimals) : plain.setScale(decimals);
    }
}
