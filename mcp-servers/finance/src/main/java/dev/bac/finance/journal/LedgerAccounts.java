package dev.bac.finance.journal;

import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.NamedRecord;
import dev.bac.store.Tx;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ledger accounts as people name them: by code or name. */
public final class LedgerAccounts {
    private static final NamedRecord ACCOUNT =
            new NamedRecord("ledger account", "ledger_account", "code", "name", "true");

    /** What the shipped charts call their cash: the first account of money without a role. */
    private static final List<String> CASH = Arrays.stream(Charts.values())
            .flatMap(chart -> chart.accounts().stream()
                    .filter(one -> one.flow() == CashFlow.CASH && one.role() == null)
                    .limit(1))
            .map(Chart.Account::code)
            .toList();

    private LedgerAccounts() {}

    /**
     * The code of the account that coins and notes lie in: a shipped chart's own, else the only other account of money that
     * is no bank's. Empty when the chart has none or several, so that none can be meant.
     */
    public static Optional<String> cash(Tx tx) {
        var found = tx.sql().createQuery("""
                        SELECT code FROM ledger_account
                         WHERE flow = 'CASH' AND role IS NULL AND NOT closed
                           AND code NOT IN (SELECT account FROM bank_account)
                         ORDER BY code
                        """).mapTo(String.class).list();
        return found.stream().filter(CASH::contains).findFirst().or(() -> found.stream()
                .filter(_ -> found.size() == 1)
                .findFirst());
    }

    /** The code of the account named. */
    public static String named(Tx tx, String field, @Nullable String given) {
        if (given == null) {
            throw ToolRefusal.invalid(field, "is missing; give a ledger account's code or name");
        }
        return tx.sql()
                .createQuery("SELECT code FROM ledger_account WHERE id = :id")
                .bind("id", ACCOUNT.one(tx, field, given))
                .mapTo(String.class)
                .one();
    }

    /** Code and name, as people read it. */
    public static String label(Tx tx, String code) {
        return tx.sql()
                .createQuery("SELECT code || ' ' || name FROM ledger_account WHERE code = :code")
                .bind("code", code)
                .mapTo(String.class)
                .one();
    }

    /** The code of the account named; refused for one that documents keep and for one that is closed. */
    public static String postable(Tx tx, String field, @Nullable String given) {
        var code = named(tx, field, given);
        if (Chart.of(tx).control(code)) {
            throw ToolRefusal.invalid(
                    field, "account %s is kept by invoices, payments and bills; use those".formatted(code));
        }
        if (tx.sql()
                .createQuery("SELECT closed FROM ledger_account WHERE code = :code")
                .bind("code", code)
                .mapTo(Boolean.class)
                .one()) {
            throw Refusals.closed(field, code);
        }
        return code;
    }
}
