package dev.bac.finance.setup;

import dev.bac.finance.journal.AccountKind;
import dev.bac.finance.journal.CashFlow;
import dev.bac.finance.journal.Chart;
import dev.bac.finance.journal.Periods;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code finance_setup_account}. */
public final class AccountTool {

    public record Order(
            @Arg("Its code, three to eight digits, such as 6150")
            String code,

            @Arg("Its name; may be left out for a known account") @Nullable String name,

            @Arg("What it is; needed for a new account") @Nullable AccountKind kind,

            @Arg("Where it stands in the cash-flow statement; operating when left out") @Nullable CashFlow cashFlow,

            @Arg("True when its balance may never go below zero, false to lift that") @Nullable Boolean noOverdraft,

            @Arg("True to take no more postings, false to take them again") @Nullable Boolean closed) {
        static Order of(String code, String name, AccountKind kind) {
            return new Order(code, name, kind, null, null, null);
        }
    }

    public record Saved(String summary, String code, String name, AccountKind kind, boolean noOverdraft, boolean closed)
            implements Told {}

    Saved save(Caller caller, Tx tx, Order order) {
        Periods.holdBooks(tx);
        var code = order.code().strip();
        if (!code.matches("[0-9]{3,8}")) {
            throw ToolRefusal.invalid("code", "must have three to eight digits");
        }
        boolean known = tx.sql()
                .createQuery("SELECT EXISTS (SELECT FROM ledger_account WHERE code = :code)")
                .bind("code", code)
                .mapTo(Boolean.class)
                .one();
        if (!known) {
            if (order.kind() == null) {
                throw ToolRefusal.invalid("kind", "is missing; a new account needs it");
            }
            var flow = order.cashFlow() == null ? CashFlow.OPERATING : order.cashFlow();
            Chart.add(
                    tx,
                    List.of(new Chart.Account(code, Given.line("name", order.name(), 100), order.kind(), null, flow)));
        } else if (order.name() != null) {
            tx.sql()
                    .createUpdate("UPDATE ledger_account SET name = :name WHERE code = :code")
                    .bind("name", Given.line("name", order.name(), 100))
                    .bind("code", code)
                    .execute();
        }
        if (order.closed() != null) {
            flag(tx, code, "closed", order.closed());
        }
        if (order.noOverdraft() != null) {
            guard(tx, code, order.noOverdraft());
        }
        return saved(tx, code, known);
    }

    private static void flag(Tx tx, String code, String column, boolean value) {
        tx.sql()
                .createUpdate("UPDATE ledger_account SET %s = :value WHERE code = :code".formatted(column))
                .bind("value", value)
                .bind("code", code)
                .execute();
    }

    /** Takes over the balances there are; an account that is below zero already cannot be given a floor. */
    private static void guard(Tx tx, String code, boolean floor) {
        flag(tx, code, "no_overdraft", floor);
        boolean held = tx.sql()
                .createQuery("""
                        SELECT EXISTS (SELECT FROM pending_transfer WHERE state = 'PENDING' AND :code IN (debit, credit))
                        """)
                .bind("code", code)
                .mapTo(Boolean.class)
                .one();
        if (held) {
            throw new ToolRefusal(
                    "conflict",
                    "noOverdraft: transfers of account %s are held; post them or give them up first".formatted(code));
        }
        tx.sql()
                .createUpdate("DELETE FROM guarded_balance WHERE account = :code")
                .bind("code", code)
                .execute();
        if (!floor) {
            return;
        }
        var below = tx.sql()
                .createQuery("""
                        INSERT INTO guarded_balance (account, currency, balance)
                        SELECT p.account, p.currency, sum(p.amount) * CASE WHEN l.kind IN ('ASSET', 'EXPENSE') THEN 1 ELSE -1 END
                          FROM posting p JOIN ledger_account l ON l.code = p.account WHERE p.account = :code
                         GROUP BY p.account, p.currency, l.kind
                        RETURNING least(balance, 0)
                        """)
                .bind("code", code)
                .mapTo(BigDecimal.class)
                .list();
        if (below.stream().anyMatch(amount -> amount.signum() < 0)) {
            throw new ToolRefusal("conflict", "noOverdraft: account %s is below zero now".formatted(code));
        }
    }

    private static Saved saved(Tx tx, String code, boolean known) {
        return tx.sql()
                .createQuery("SELECT name, kind, no_overdraft, closed FROM ledger_account WHERE code = :code")
                .bind("code", code)
                .map((row, _) -> new Saved(
                        "%s account %s %s.".formatted(known ? "Changed" : "Added", code, row.getString("name")),
                        code,
                        row.getString("name"),
                        AccountKind.valueOf(row.getString("kind")),
                        row.getBoolean("no_overdraft"),
                        row.getBoolean("closed")))
                .one();
    }

    public Tool<Order, Saved> tool() {
        return Tool.write(
                        "finance_setup_account",
                        "Set up a ledger account",
                        "Adds an account to the chart of accounts, renames one, closes it, or forbids its balance to go below zero.",
                        Effect.WRITE,
                        Risk.NONE,
                        Order.class,
                        Saved.class,
                        this::save)
                .example(
                        "Add a ledger account 6150 Cleaning for costs",
                        Order.of("6150", "Cleaning", AccountKind.EXPENSE))
                .example(
                        "The cash account 1010 must never be overdrawn",
                        new Order("1010", null, null, null, true, null));
    }
}
