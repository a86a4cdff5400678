package dev.bac.orchestrator.command.bench;

import dev.bac.identity.TenantId;
import dev.bac.store.Store;
import dev.bac.store.TenantSettings;
import dev.bac.store.Tx;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.JdbiException;

/**
 * Random changes of a company's records, in transactions of all shapes: committed at once or after a while, taken back as
 * a whole or in part, of one table or of several. What the database refuses was tried.
 */
final class RandomWrites {
    private static final String ONE = " WHERE id = (SELECT id FROM %s ORDER BY md5(id::text || :salt) LIMIT 1)";
    private static final Duration LONGEST_OPEN = Duration.ofMillis(8);
    private static final List<String> ZONES = List.of("Europe/Berlin", "America/New_York", "Asia/Tokyo");

    /** By domain. A place {@code %s} is a row chosen at random. */
    private static final Map<String, List<String>> STATEMENTS = Map.of(
            "crm",
            List.of(
                    "UPDATE opportunity SET amount = amount + :amount" + ONE.formatted("opportunity"),
                    "UPDATE opportunity SET close_date = close_date + :days" + ONE.formatted("opportunity"),
                    "UPDATE account SET city = 'City ' || :amount" + ONE.formatted("account"),
                    "UPDATE account SET owner = 'Owner ' || :amount" + ONE.formatted("account"),
                    "UPDATE contact SET job_title = 'Title ' || :amount" + ONE.formatted("contact"),
                    "DELETE FROM contact" + ONE.formatted("contact"),
                    "UPDATE lead SET company = 'Company ' || :amount" + ONE.formatted("lead"),
                    "DELETE FROM lead" + ONE.formatted("lead"),
                    "UPDATE activity SET due = due + :days" + ONE.formatted("activity"),
                    "UPDATE activity SET subject = 'Subject ' || :amount" + ONE.formatted("activity"),
                    "DELETE FROM activity" + ONE.formatted("activity")),
            "finance",
            List.of(
                    "UPDATE invoice SET settled = least(total, round(total * :share, 2))" + ONE.formatted("invoice"),
                    "UPDATE invoice SET settled = 0" + ONE.formatted("invoice"),
                    "UPDATE bill SET settled = total - settled" + ONE.formatted("bill"),
                    "UPDATE party SET name = name || '.'" + ONE.formatted("party"),
                    "INSERT INTO party (id, name, kind, terms_days) VALUES (uuidv7(), 'Party ' || :amount, 'CUSTOMER', 30)",
                    "DELETE FROM party WHERE name LIKE 'Party %'"),
            "erp",
            List.of(
                    "UPDATE item SET list_price = list_price + :amount" + ONE.formatted("item"),
                    "UPDATE item SET name = 'Item ' || :amount" + ONE.formatted("item"),
                    "UPDATE stock_balance SET on_hand = on_hand + :amount WHERE NOT outside AND item_id ="
                            + " (SELECT item_id FROM stock_balance ORDER BY md5(item_id::text || :salt) LIMIT 1)",
                    "UPDATE location SET name = name || '.'" + ONE.formatted("location")));

    private final TenantId tenant;
    private final Map<String, Store> stores;

    /** @param stores by domain */
    RandomWrites(TenantId tenant, Map<String, Store> stores) {
        this.tenant = tenant;
        this.stores = Map.copyOf(stores);
    }

    /** How a write ended. */
    enum End {
        COMMITTED,
        TAKEN_BACK,
        REFUSED
    }

    /** One write. */
    End write(RandomGenerator random) {
        var domains = stores.keySet().stream()
                .filter(STATEMENTS::containsKey)
                .sorted()
                .toList();
        String domain = domains.get(random.nextInt(domains.size()));
        Store store = Optional.ofNullable(stores.get(domain)).orElseThrow();
        var statements = Optional.ofNullable(STATEMENTS.get(domain)).orElseThrow();
        try {
            int shape = random.nextInt(100);
            if (shape < 2) {
                settle(store, random);
                return End.COMMITTED;
            }
            if (shape < 12) {
                store.preview(tenant, tx -> run(tx, statements, random));
                return End.TAKEN_BACK;
            }
            store.write(tenant, tx -> shape < 25 ? partly(tx, statements, random) : run(tx, statements, random));
            return End.COMMITTED;
        } catch (JdbiException refused) {
            return End.REFUSED;
        }
    }

    /** The company moves to another time zone, or is called otherwise. */
    private void settle(Store store, RandomGenerator random) {
        store.tenants()
                .admit(
                        tenant,
                        new TenantSettings(
                                "Company " + random.nextInt(5),
                                Currency.getInstance("EUR"),
                                ZoneId.of(ZONES.get(random.nextInt(ZONES.size()))),
                                Locale.ENGLISH));
    }

    private static boolean run(Tx tx, List<String> statements, RandomGenerator random) {
        for (int i = random.nextInt(1, 3); i > 0; i--) {
            one(tx, statements, random);
        }
        if (random.nextInt(3) == 0) {
            LockSupport.parkNanos(random.nextLong(LONGEST_OPEN.toNanos()));
        }
        return true;
    }

    /** What comes after the savepoint is taken back, with what was noted of it. */
    private static boolean partly(Tx tx, List<String> statements, RandomGenerator random) {
        one(tx, statements, random);
        tx.sql().savepoint("here");
        one(tx, statements, random);
        tx.sql().rollbackToSavepoint("here");
        return true;
    }

    private static void one(Tx tx, List<String> statements, RandomGenerator random) {
        try (var update = tx.sql().createUpdate(statements.get(random.nextInt(statements.size())))) {
            String sql = update.getContext().getRawSql();
            bind(update, sql, ":salt", "salt", Integer.toString(random.nextInt()));
            bind(update, sql, ":amount", "amount", random.nextInt(1, 500));
            bind(update, sql, ":days", "days", random.nextInt(-40, 41));
            bind(update, sql, ":share", "share", random.nextInt(1, 101) / 100.0);
            update.execute();
        }
    }

    private static void bind(
            org.jdbi.v3.core.statement.Update update, String sql, String place, String name, Object value) {
        if (sql.contains(place)) {
            update.bind(name, value);
        }
    }
}
