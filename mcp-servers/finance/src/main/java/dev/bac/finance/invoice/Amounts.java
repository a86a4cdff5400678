package dev.bac.finance.invoice;

import dev.bac.mcp.Money;
import java.util.List;
import java.util.stream.Collectors;

/** Amounts of several currencies in one sentence. */
final class Amounts {
    private Amounts() {}

    /** Such as {@code 1,200.00 EUR and 80,000 JPY}. */
    static String joined(List<Money> amounts) {
        return amounts.stream().map(Money::toString).collect(Collectors.joining(" and "));
    }
}
