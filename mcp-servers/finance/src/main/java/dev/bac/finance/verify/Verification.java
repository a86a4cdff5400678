package dev.bac.finance.verify;

import dev.bac.store.Tx;
import java.util.Arrays;
import java.util.List;

/** The invariants of finance; each returns a line for every breach. */
public final class Verification {
    private static final int LISTED = 20;

    private Verification() {}

    /** What is wrong, at most 20 lines a check; empty when all is well. */
    public static List<String> findings(Tx tx) {
        return Arrays.stream(Checks.values())
                .flatMap(check ->
                        tx.sql().createQuery(check.query() + " LIMIT " + LISTED).mapTo(String.class).list().stream()
                                .map(subject -> check.says().formatted(subject)))
                .sorted()
                .toList();
    }

    /** How many checks there are. */
    public static int checks() {
        return Checks.values().length;
    }
}
