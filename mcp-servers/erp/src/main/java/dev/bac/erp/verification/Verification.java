package dev.bac.erp.verification;

import dev.bac.erp.stock.Drift;
import dev.bac.store.Tx;
import java.util.List;
import java.util.stream.Stream;

/** The invariants of ERP; each breach is a line. */
public final class Verification {
    private static final int LISTED = 20;
    private static final List<Check> CHECKS = Stream.of(
                    QuantityChecks.ALL,
                    ValueChecks.ALL,
                    DocumentChecks.ALL,
                    LotChecks.ALL,
                    TransferChecks.ALL,
                    PassingChecks.ALL)
            .flatMap(List::stream)
            .toList();

    private Verification() {}

    /** How many invariants are looked at: the queries, and that all values follow from the items' rules. */
    public static int checks() {
        return CHECKS.size() + 1;
    }

    /** What is wrong, at most 20 lines a check; empty when all is well. */
    public static List<String> findings(Tx tx) {
        return Stream.concat(
                        CHECKS.stream().flatMap(check -> breaches(tx, check)),
                        Drift.findings(tx).stream().limit(LISTED))
                .sorted()
                .toList();
    }

    private static Stream<String> breaches(Tx tx, Check check) {
        return tx.sql().createQuery(check.sql() + " LIMIT " + LISTED).mapTo(String.class).list().stream()
                .map(subject -> check.breach().formatted(subject));
    }
}
