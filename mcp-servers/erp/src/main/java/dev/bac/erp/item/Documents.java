package dev.bac.erp.item;

import dev.bac.mcp.argument.NamedRecord;
import dev.bac.store.Tx;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * The heads of one kind of document: found by what somebody calls them, and locked until the commit by whoever changes
 * them or what hangs on them.
 *
 * @param select all of them, with {@code head} as the alias of the documents' own table
 */
public record Documents<T>(NamedRecord named, String select, String head, RowMapper<T> reader) {

    /** The one that {@code given} names by id or number; refused otherwise. */
    public T one(Tx tx, String field, String given) {
        return get(tx, named.one(tx, field, given));
    }

    /** The same, locked until the commit. */
    public T lock(Tx tx, String field, String given) {
        return lock(tx, named.one(tx, field, given));
    }

    public T get(Tx tx, UUID id) {
        return read(tx, id, "");
    }

    public T lock(Tx tx, UUID id) {
        return read(tx, id, " FOR UPDATE OF " + head);
    }

    private T read(Tx tx, UUID id, String lock) {
        return tx.sql()
                .createQuery("%s WHERE %s.id = :id%s".formatted(select, head, lock))
                .bind("id", id)
                .map(reader)
                .one();
    }
}
