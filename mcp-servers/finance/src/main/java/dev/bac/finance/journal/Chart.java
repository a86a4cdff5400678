package dev.bac.finance.journal;

import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The accounts that documents post to by themselves, found by their role.
 *
 * @param codes by role
 */
public record Chart(Map<Role, String> codes) {
    private static final int FURTHER = 50;

    public Chart {
        codes = Map.copyOf(codes);
    }

    /**
     * An account of the ledger.
     *
     * @param code three to eight digits
     */
    public record Account(
            String code,
            String name,
            AccountKind kind,
            @Nullable Role role,
            CashFlow flow) {
        public Account(String code, String name, AccountKind kind) {
            this(code, name, kind, null, CashFlow.OPERATING);
        }
    }

    /** Accounts whose balance must equal the open documents, so that nothing else may post to them. */
    public boolean control(String code) {
        return code.equals(codes.get(Role.RECEIVABLES)) || code.equals(codes.get(Role.PAYABLES));
    }

    /** The code of the account with that role; refused when the chart has none. */
    public String code(Role role) {
        var code = codes.get(role);
        if (code == null) {
            throw new ToolRefusal(
                    "conflict",
                    "chart: no ledger account has the role %s; apply a chart of accounts that has it"
                            .formatted(role.name().toLowerCase(Locale.ROOT)));
        }
        return code;
    }

    /** The company's chart, completed where it is from before a role was known. */
    public static Chart of(Tx tx) {
        var found = read(tx);
        if (found.codes().size() == Role.values().length) {
            return found;
        }
        Charts.GENERAL.accounts().stream()
                .filter(one -> one.role() != null && !found.codes().containsKey(one.role()))
                .forEach(one -> complete(tx, one));
        return read(tx);
    }

    /** Under its usual code, or the next one that no account of the company's has. */
    private static void complete(Tx tx, Account usual) {
        for (int further = 0; further < FURTHER; further++) {
            var code = Integer.toString(Integer.parseInt(usual.code()) + further);
            add(tx, List.of(new Account(code, usual.name(), usual.kind(), usual.role(), usual.flow())));
            if (usual.role() != null && read(tx).codes().containsKey(usual.role())) {
                return;
            }
        }
    }

    private static Chart read(Tx tx) {
        var codes = new EnumMap<Role, String>(Role.class);
        tx.sql()
                .createQuery("SELECT role, code FROM ledger_account WHERE role IS NOT NULL")
                .map((row, _) -> codes.put(Role.valueOf(row.getString("role")), row.getString("code")) == null)
                .list();
        return new Chart(codes);
    }

    /** Gives a company without accounts the general chart; one that has accounts keeps them. */
    public static void apply(Tx tx) {
        boolean any = tx.sql()
                .createQuery("SELECT EXISTS (SELECT FROM ledger_account)")
                .mapTo(Boolean.class)
                .one();
        if (!any) {
            add(tx, Charts.GENERAL.accounts());
        }
    }

    /** Puts a chart that ships in the place of another one. What is there already, or posted to, stays. */
    public static void replace(Tx tx, Charts wanted) {
        boolean stays = tx.sql()
                .createQuery("""
                        SELECT EXISTS (SELECT FROM journal_entry)
                            OR NOT EXISTS (SELECT unnest(:codes) EXCEPT SELECT code FROM ledger_account)
                        """)
                .bindArray(
                        "codes",
                        String.class,
                        wanted.accounts().stream().map(Account::code).toList())
                .mapTo(Boolean.class)
                .one();
        if (!stays) {
            tx.sql().execute("DELETE FROM ledger_account");
            add(tx, wanted.accounts());
        }
    }

    /**
     * Adds accounts of a company's own. One that it has is left, and one whose code it uses for something else by now gets the
     * next free code, so that what is brought to a company later does not get lost.
     */
    public static void bring(Tx tx, List<Account> accounts) {
        var names = new HashMap<String, String>();
        tx.sql()
                .createQuery("SELECT code, lower(name) AS name FROM ledger_account")
                .map((row, _) -> names.put(row.getString("code"), row.getString("name")) == null)
                .list();
        for (var account : accounts) {
            var name = account.name().toLowerCase(Locale.ROOT);
            if (names.containsKey(account.code()) && names.containsValue(name)) {
                continue;
            }
            var code = account.code();
            for (int by = 1; names.containsKey(code) && by < FURTHER; by++) {
                code = further(account.code(), by);
            }
            add(tx, List.of(new Account(code, account.name(), account.kind(), account.role(), account.flow())));
            names.put(code, name);
        }
    }

    /** As many digits as the first one has. */
    private static String further(String code, int by) {
        return String.format(Locale.ROOT, "%0" + code.length() + "d", Integer.parseInt(code) + by);
    }

    /** Adds those of the accounts whose code and role are free. */
    public static void add(Tx tx, List<Account> accounts) {
        if (accounts.isEmpty()) {
            return;
        }
        var batch = tx.sql().prepareBatch("""
                INSERT INTO ledger_account (id, code, name, kind, role, flow)
                VALUES (:id, :code, :name, :kind, :role, :flow)
                ON CONFLICT DO NOTHING
                """);
        for (var account : accounts) {
            var role = account.role();
            batch.bind("id", tx.newId())
                    .bind("code", account.code())
                    .bind("name", account.name())
                    .bind("kind", account.kind().name())
                    .bind("role", role == null ? null : role.name())
                    .bind("flow", account.flow().name())
                    .add();
        }
        batch.execute();
    }
}
