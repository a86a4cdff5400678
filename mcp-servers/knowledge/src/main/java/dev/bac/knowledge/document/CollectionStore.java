package dev.bac.knowledge.document;

import dev.bac.identity.Caller;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Collections in PostgreSQL. */
public final class CollectionStore {
    private static final int MOST = 200;
    private static final int LONGEST_NAME = 60;
    private static final String SELECT =
            "SELECT c.id, c.name, c.title, c.readers, c.version, c.removed_at, c.passages FROM collection c ";

    /** Those that the caller sees, by name. */
    public List<DocumentCollection> seen(Tx tx, Caller caller) {
        return Readers.bind(
                        tx.sql()
                                .createQuery(
                                        SELECT + "WHERE " + Readers.SEES + " ORDER BY lower(c.name) LIMIT " + MOST),
                        caller)
                .map((row, _) -> read(row))
                .list();
    }

    /** The one of that name, if the caller sees it. */
    public DocumentCollection named(Tx tx, Caller caller, String field, String given) {
        String name = Given.line(field, given, LONGEST_NAME);
        var seen = seen(tx, caller);
        return seen.stream()
                .filter(one -> one.name().equalsIgnoreCase(name) || one.title().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> ToolRefusal.notFound(
                        field,
                        "collection",
                        name,
                        seen.isEmpty()
                                ? "There is none yet."
                                : "There are: "
                                        + seen.stream()
                                                .map(DocumentCollection::name)
                                                .collect(Collectors.joining(", "))
                                        + "."));
    }

    /** By name, whoever asks: names are unique among those one does not see, too. */
    Optional<DocumentCollection> byName(Tx tx, String name) {
        return tx.sql()
                .createQuery(SELECT + "WHERE lower(c.name) = lower(:name)")
                .bind("name", name)
                .map((row, _) -> read(row))
                .findOne();
    }

    void add(Tx tx, DocumentCollection collection) {
        long there = tx.sql()
                .createQuery("SELECT count(*) FROM collection")
                .mapTo(Long.class)
                .one();
        if (there >= MOST) {
            throw ToolRefusal.invalid("name", "there are %d collections already, which is the most".formatted(MOST));
        }
        tx.sql()
                .createUpdate("INSERT INTO collection (id, name, title, readers) VALUES (:id, :name, :title, :roles)")
                .bindMethods(collection)
                .bind("roles", collection.readers().toArray(String[]::new))
                .execute();
    }

    void change(Tx tx, DocumentCollection collection) {
        tx.sql()
                .createUpdate("UPDATE collection SET title = :title, readers = :roles WHERE id = :id")
                .bindMethods(collection)
                .bind("roles", collection.readers().toArray(String[]::new))
                .execute();
    }

    /** Holds it until the transaction ends, and counts a change of its passages; answers the new version. */
    long changed(Tx tx, UUID collection, int more, boolean removed) {
        return tx.sql()
                .createQuery("""
                        UPDATE collection SET version = version + 1, passages = passages + :more,
                            removed_at = CASE WHEN :removed THEN version + 1 ELSE removed_at END
                        WHERE id = :id RETURNING version
                        """)
                .bind("more", more)
                .bind("removed", removed)
                .bind("id", collection)
                .mapTo(Long.class)
                .one();
    }

    static DocumentCollection read(ResultSet row) throws SQLException {
        return new DocumentCollection(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("title"),
                List.of((String[]) row.getArray("readers").getArray()),
                row.getLong("version"),
                row.getLong("removed_at"),
                row.getInt("passages"));
    }
}
