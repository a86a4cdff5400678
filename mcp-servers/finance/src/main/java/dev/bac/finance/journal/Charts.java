package dev.bac.finance.journal;

import dev.bac.mcp.ToolJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import tools.jackson.core.type.TypeReference;

/**
 * The charts of accounts that ship: a general one and four of our own making after the habits of US GAAP, IFRS, the
 * German SKR03 and SYSCOHADA. They are data, in {@code dev/bac/finance/charts}.
 */
public enum Charts {
    GENERAL,
    US_GAAP,
    IFRS,
    SKR03,
    SYSCOHADA;

    private final List<Chart.Account> accounts = read();

    /** Its accounts, by code; every role is there once. */
    public List<Chart.Account> accounts() {
        return accounts;
    }

    private List<Chart.Account> read() {
        var file = "/dev/bac/finance/charts/" + name().toLowerCase(java.util.Locale.ROOT) + ".json";
        try (var in = Objects.requireNonNull(Charts.class.getResourceAsStream(file), file)) {
            return List.copyOf(ToolJson.mapper().readValue(in, new TypeReference<List<Chart.Account>>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
