package dev.bac.llm.planner.spans;

import dev.bac.llm.planner.words.NumberWords;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Amounts of money: a numeral with a currency's sign, code or name on either side, scaled by "k", "thousand" … */
final class Amounts {
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("€", "EUR"),
            Map.entry("euro", "EUR"),
            Map.entry("euros", "EUR"),
            Map.entry("$", "USD"),
            Map.entry("us$", "USD"),
            Map.entry("dollar", "USD"),
            Map.entry("dollars", "USD"),
            Map.entry("us dollar", "USD"),
            Map.entry("us dollars", "USD"),
            Map.entry("bucks", "USD"),
            Map.entry("£", "GBP"),
            Map.entry("pound sterling", "GBP"),
            Map.entry("pounds sterling", "GBP"),
            Map.entry("british pound", "GBP"),
            Map.entry("british pounds", "GBP"),
            Map.entry("pounds", "GBP"),
            Map.entry("quid", "GBP"),
            Map.entry("¥", "JPY"),
            Map.entry("yen", "JPY"),
            Map.entry("japanese yen", "JPY"),
            Map.entry("swiss francs", "CHF"),
            Map.entry("francs", "CHF"),
            Map.entry("canadian dollar", "CAD"),
            Map.entry("canadian dollars", "CAD"),
            Map.entry("australian dollar", "AUD"),
            Map.entry("australian dollars", "AUD"),
            Map.entry("rupees", "INR"),
            Map.entry("indian rupees", "INR"),
            Map.entry("₹", "INR"),
            Map.entry("naira", "NGN"),
            Map.entry("₦", "NGN"),
            Map.entry("chinese yuan", "CNY"),
            Map.entry("yuan", "CNY"),
            Map.entry("zloty", "PLN"),
            Map.entry("kronor", "SEK"));
    private static final Set<String> CODES = java.util.Currency.getAvailableCurrencies().stream()
            .map(java.util.Currency::getCurrencyCode)
            .collect(Collectors.toSet());
    /** Longest first, so that "us dollars" wins over "us". */
    private static final String CURRENCY = NAMES.keySet().stream()
                    .sorted((a, b) -> b.length() - a.length())
                    .map(name -> Character.isLetter(name.charAt(0)) ? "\\b" + name + "\\b" : Pattern.quote(name))
                    .collect(Collectors.joining("|"))
            + "|\\b[a-z]{3}\\b";

    private static final String SCALED =
            "(" + Numerals.NUMERAL + ")\\s?(k\\b|m\\b|mn\\b|bn\\b|thousand\\b|million\\b|billion\\b)?";
    private static final int FLAGS = Pattern.CASE_INSENSITIVE;
    private static final Pattern BEFORE = Pattern.compile("(-\\s?)?(" + CURRENCY + ")\\s?(-)?" + SCALED, FLAGS);
    private static final Pattern AFTER = Pattern.compile("(-)?" + SCALED + "\\s?(" + CURRENCY + ")", FLAGS);
    private static final Pattern ALONE = Pattern.compile(CURRENCY, FLAGS);

    private Amounts() {}

    static List<Span> in(String text) {
        var spans = new ArrayList<Span>();
        for (var matcher = BEFORE.matcher(text); matcher.find(); ) {
            var negative = matcher.group(1) != null || matcher.group(3) != null;
            add(spans, matcher, currency(matcher.group(2)), amount(matcher.group(4), matcher.group(5), negative));
        }
        for (var matcher = AFTER.matcher(text); matcher.find(); ) {
            var amount = amount(matcher.group(2), matcher.group(3), matcher.group(1) != null);
            add(spans, matcher, currency(matcher.group(4)), amount);
        }
        return spans;
    }

    /** Currencies named alone, as in "from British pounds to yen". */
    static List<Span> currencies(String text) {
        var spans = new ArrayList<Span>();
        for (var matcher = ALONE.matcher(text); matcher.find(); ) {
            currency(matcher.group())
                    .ifPresent(code -> spans.add(
                            new Span(matcher.start(), matcher.end(), matcher.group(), new Value.Currency(code))));
        }
        return spans;
    }

    private static void add(List<Span> spans, Matcher matcher, Optional<String> currency, BigDecimal amount) {
        if (currency.isPresent()) {
            var span = new Span(matcher.start(), matcher.end(), matcher.group(), new Value.Amount(amount, currency));
            if (spans.stream().noneMatch(span::overlaps)) {
                spans.add(span);
            }
        }
    }

    private static Optional<String> currency(String written) {
        var name = NAMES.get(written.toLowerCase(Locale.ROOT));
        if (name != null) {
            return Optional.of(name);
        }
        var code = written.toUpperCase(Locale.ROOT);
        // "all", "top" and "try" are currencies too: only when written as a code is.
        return CODES.contains(code)
                        && (written.equals(code)
                                || Set.of("EUR", "USD", "GBP", "CHF").contains(code))
                ? Optional.of(code)
                : Optional.empty();
    }

    private static BigDecimal amount(
            String numeral, @org.jspecify.annotations.Nullable String scale, boolean negative) {
        var amount = Numerals.readMoney(numeral);
        if (scale != null) {
            var word = scale.toLowerCase(Locale.ROOT);
            long factor = word.equals("k")
                    ? 1_000
                    : word.equals("m") ? 1_000_000 : NumberWords.scale(word).orElse(1L);
            amount = amount.multiply(BigDecimal.valueOf(factor));
        }
        return negative ? amount.negate() : amount;
    }
}
