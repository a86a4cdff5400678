package dev.bac.messaging.contact;

import dev.bac.mcp.argument.Filter;
import dev.bac.mcp.argument.Page;
import dev.bac.mcp.argument.PageOrder;
import dev.bac.mcp.argument.PageWanted;
import dev.bac.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Contacts in PostgreSQL. */
public final class ContactStore {
    private static final PageOrder BY_ADDRESS = PageOrder.ascending("address", "address", "text");
    private static final String SELECT =
            "SELECT id, address, name, language, tags, created_at, updated_at FROM contact ";

    /** Adds contacts, or changes those of the same address; in one statement. */
    public void save(Tx tx, List<Contact> contacts) {
        if (contacts.isEmpty()) {
            return;
        }
        tx.sql()
                .createUpdate("""
                        INSERT INTO contact (id, address, name, language, tags, created_at, updated_at)
                        SELECT id, address, name, language, string_to_array(tags, ','), :now, :now
                        FROM unnest(CAST(:ids AS uuid[]), CAST(:addresses AS text[]), CAST(:names AS text[]),
                            CAST(:languages AS text[]), CAST(:tags AS text[]))
                            AS given (id, address, name, language, tags)
                        ORDER BY address
                        ON CONFLICT (tenant_id, address) DO UPDATE SET name = excluded.name,
                            language = excluded.language, tags = excluded.tags, updated_at = :now
                        """)
                .bindArray("ids", UUID.class, contacts.stream().map(Contact::id).toList())
                .bindArray(
                        "addresses",
                        String.class,
                        contacts.stream().map(Contact::address).toList())
                .bindArray(
                        "names",
                        String.class,
                        contacts.stream().map(Contact::name).toArray())
                .bindArray(
                        "languages",
                        String.class,
                        contacts.stream().map(Contact::language).toArray())
                .bindArray(
                        "tags",
                        String.class,
                        contacts.stream()
                                .map(one -> String.join(",", one.tags()))
                                .toList())
                .bind("now", tx.now())
                .execute();
    }

    public Optional<Contact> find(Tx tx, UUID id) {
        return by(tx, "id = :value", id);
    }

    public Optional<Contact> ofAddress(Tx tx, String address) {
        return by(tx, "address = :value", address);
    }

    /** @return false when there is none of that id */
    public boolean remove(Tx tx, UUID id) {
        return tx.sql()
                        .createUpdate("DELETE FROM contact WHERE id = :id")
                        .bind("id", id)
                        .execute()
                == 1;
    }

    /** @param tag that they must have; null for all */
    public Page<Contact> list(Tx tx, @Nullable String tag, PageWanted wanted) {
        var filter = new Filter().where("CAST(:tag AS text) = ANY (tags)", "tag", tag);
        return BY_ADDRESS.read(tx, SELECT + filter.sql(), filter::bindTo, wanted, (row, _) -> read(row));
    }

    /** Which language each of these addresses' owners reads; those of whom nobody knows are not in it. */
    public Map<String, String> languages(Tx tx, Collection<String> addresses) {
        return tx
                .sql()
                .createQuery("""
                        SELECT address, language FROM contact
                        WHERE address = ANY (:addresses) AND language IS NOT NULL
                        """)
                .bindArray("addresses", String.class, addresses)
                .map((row, _) -> Map.entry(row.getString("address"), row.getString("language")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Optional<Contact> by(Tx tx, String condition, Object value) {
        return tx.sql()
                .createQuery(SELECT + "WHERE " + condition)
                .bind("value", value)
                .map((row, _) -> read(row))
                .findOne();
    }

    private static Contact read(ResultSet row) throws SQLException {
        return new Contact(
                row.getObject("id", UUID.class),
                row.getString("address"),
                row.getString("name"),
                row.getString("language"),
                List.of((String[]) row.getArray("tags").getArray()),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant());
    }
}
