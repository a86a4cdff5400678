package dev.bac.store.changes;

import dev.bac.identity.TenantId;
import dev.bac.store.Database;
import dev.bac.store.SchemaSpec;
import dev.bac.store.Store;
import dev.bac.store.Tx;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** A schema whose changes are noted, with books and their lines. */
final class Ledger {
    private Ledger() {}

    static Store open(Database database) {
        return open(database, "ledger");
    }

    static Store open(Database database, String schema) {
        return database.open(new SchemaSpec(schema, List.of(Changes.MIGRATIONS, "dev/bac/store/changes")));
    }

    static UUID addBook(Tx tx, String title) {
        UUID id = tx.newId();
        tx.sql().execute("INSERT INTO book (id, title) VALUES (?, ?)", id, title);
        return id;
    }

    static UUID addLine(Tx tx, UUID book, int amount) {
        UUID id = tx.newId();
        tx.sql().execute("INSERT INTO line (id, book, amount) VALUES (?, ?, ?)", id, book, amount);
        return id;
    }

    /** What a transaction with these statements has read. */
    static Optional<ReadSet> reading(Store store, TenantId tenant, Consumer<Tx> statements) {
        return store.read(tenant, tx -> {
            statements.accept(tx);
            return tx.reading().readSet();
        });
    }

    static Optional<ReadSet> reading(Store store, TenantId tenant, String sql) {
        return reading(store, tenant, tx -> tx.sql().createQuery(sql).mapToMap().list());
    }

    static boolean stands(Store store, TenantId tenant, ReadSet set) {
        return store.read(tenant, tx -> Changes.stale(tx.sql(), tx.reading(), tx.today(), List.of(set))
                .isEmpty());
    }
}
