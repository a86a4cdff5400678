package dev.bac.finance.journal;

import dev.bac.store.Tx;
import java.util.List;

/** A general chart of accounts for a trading company, and the accounts that documents post to by themselves. */
public final class Chart {
    public static final String BANK = "1000";
    public static final String RECEIVABLES = "1200";
    public static final String INPUT_TAX = "1400";
    public static final String PAYABLES = "2000";
    public static final String OUTPUT_TAX = "2200";
    public static final String OPENING = "3900";
    public static final String SALES = "4000";

    /** Accounts whose balance must equal the open documents, so that nothing else may post to them. */
    public static final List<String> CONTROL = List.of(RECEIVABLES, PAYABLES);

    /** An account of the ledger. */
    public record Account(String code, String name, AccountKind kind) {}

    private static final List<Account> ACCOUNTS = List.of(
            new Account(BANK, "Bank", AccountKind.ASSET),
            new Account("1010", "Cash", AccountKind.ASSET),
            new Account(RECEIVABLES, "Trade receivables", AccountKind.ASSET),
            new Account("1300", "Inventory", AccountKind.ASSET),
            new Account(INPUT_TAX, "Input tax", AccountKind.ASSET),
            new Account("1500", "Equipment", AccountKind.ASSET),
            new Account(PAYABLES, "Trade payables", AccountKind.LIABILITY),
            new Account("2100", "Accrued wages", AccountKind.LIABILITY),
            new Account(OUTPUT_TAX, "Output tax", AccountKind.LIABILITY),
            new Account("2500", "Bank loans", AccountKind.LIABILITY),
            new Account("3000", "Share capital", AccountKind.EQUITY),
            new Account("3100", "Retained earnings", AccountKind.EQUITY),
            new Account(OPENING, "Opening balances", AccountKind.EQUITY),
            new Account(SALES, "Sales", AccountKind.INCOME),
            new Account("4900", "Other income", AccountKind.INCOME),
            new Account("5000", "Cost of goods", AccountKind.EXPENSE),
            new Account("6000", "Wages and salaries", AccountKind.EXPENSE),
            new Account("6100", "Rent", AccountKind.EXPENSE),
            new Account("6200", "Freight and logistics", AccountKind.EXPENSE),
            new Account("6300", "Marketing", AccountKind.EXPENSE),
            new Account("6400", "Software and telephone", AccountKind.EXPENSE),
            new Account("6500", "Travel", AccountKind.EXPENSE),
            new Account("6600", "Insurance", AccountKind.EXPENSE),
            new Account("6700", "Legal and consulting fees", AccountKind.EXPENSE),
            new Account("6900", "Other costs", AccountKind.EXPENSE),
            new Account("7000", "Bank charges and interest", AccountKind.EXPENSE));

    private Chart() {}

    /** Adds the accounts that are missing. */
    public static void apply(Tx tx) {
        add(tx, ACCOUNTS);
    }

    /** Adds those of the accounts whose code is free. */
    public static void add(Tx tx, List<Account> accounts) {
        if (accounts.isEmpty()) {
            return;
        }
        var batch = tx.sql().prepareBatch("""
                INSERT INTO ledger_account (id, code, name, kind) VALUES (:id, :code, :name, :kind)
                ON CONFLICT (tenant_id, code) DO NOTHING
                """);
        for (var account : accounts) {
            batch.bind("id", tx.newId())
                    .bind("code", account.code())
                    .bind("name", account.name())
                    .bind("kind", account.kind().name())
                    .add();
        }
        batch.execute();
    }
}
