package dev.bac.crm.merge;

import dev.bac.crm.naming.Held;
import dev.bac.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Merges and the images of rows that take them back, in PostgreSQL. Tables and columns are constants of the code. */
final class MergeStore {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A merge; {@code undone} when it was taken back. */
    record Order(UUID id, int number, MergeKind kind, UUID kept, boolean undone) {}

    void add(Tx tx, Order order, String by) {
        tx.sql()
                .createUpdate("""
                        INSERT INTO merge (id, number, kind, kept_id, merged_at, merged_by)
                        VALUES (:id, :number, :kind, :kept, :now, :by)
                        """)
                .bind("id", order.id())
                .bind("number", order.number())
                .bind("kind", order.kind().name())
                .bind("kept", order.kept())
                .bind("now", tx.now())
                .bind("by", by)
                .execute();
    }

    /** The merge of that id or number, held until the transaction ends. */
    Optional<Order> lock(Tx tx, @Nullable UUID id, @Nullable Integer number) {
        return tx.sql()
                .createQuery("SELECT id, number, kind, kept_id, undone_at FROM merge WHERE "
                        + (id == null ? "number = :value" : "id = :value") + " FOR UPDATE")
                .bind("value", id == null ? number : id)
                .map((row, _) -> read(row))
                .findOne();
    }

    private static Order read(ResultSet row) throws SQLException {
        return new Order(
                row.getObject("id", UUID.class),
                row.getInt("number"),
                MergeKind.valueOf(row.getString("kind")),
                row.getObject("kept_id", UUID.class),
                row.getTimestamp("undone_at") != null);
    }

    void undone(Tx tx, UUID merge) {
        tx.sql()
                .createUpdate("UPDATE merge SET undone_at = :now WHERE id = :id")
                .bind("now", tx.now())
                .bind("id", merge)
                .execute();
    }

    /** Holds the records until the transaction ends, always in the same order, and answers their images in order given. */
    List<ObjectNode> lockImages(Tx tx, MergeKind kind, List<UUID> ids) {
        ids.stream().sorted().forEach(id -> Held.row(tx, kind.table(), id));
        return ids.stream().map(id -> image(tx, kind, id)).toList();
    }

    ObjectNode image(Tx tx, MergeKind kind, UUID id) {
        return tx.sql()
                .createQuery("SELECT CAST(to_jsonb(t) - 'words' AS text) FROM " + kind.table() + " t WHERE id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .map(text -> (ObjectNode) JSON.readTree(text))
                .one();
    }

    void keep(Tx tx, UUID merge, String what, String relation, ObjectNode image) {
        tx.sql()
                .createUpdate("""
                        INSERT INTO merge_row (merge_id, what, relation, image)
                        VALUES (:merge, :what, :relation, CAST(:image AS jsonb))
                        """)
                .bind("merge", merge)
                .bind("what", what)
                .bind("relation", relation)
                .bind("image", image.toString())
                .execute();
    }

    /** The images of a kind in the order in which they were kept. */
    List<ObjectNode> kept(Tx tx, UUID merge, String what, String relation) {
        return tx.sql()
                .createQuery("""
                        SELECT CAST(image AS text) FROM merge_row
                        WHERE merge_id = :merge AND what = :what AND relation = :relation ORDER BY position
                        """)
                .bind("merge", merge)
                .bind("what", what)
                .bind("relation", relation)
                .mapTo(String.class)
                .map(text -> (ObjectNode) JSON.readTree(text))
                .list();
    }

    /** Writes these columns of an image over a record. */
    void write(Tx tx, MergeKind kind, UUID id, List<String> columns, ObjectNode image) {
        tx.sql()
                .createUpdate(
                        "UPDATE %1$s t SET (%2$s) = (SELECT %3$s FROM jsonb_populate_record(CAST(NULL AS %1$s), CAST(:image AS jsonb)) AS r) WHERE t.id = :id"
                                .formatted(
                                        kind.table(), String.join(", ", columns), "r." + String.join(", r.", columns)))
                .bind("image", image.toString())
                .bind("id", id)
                .execute();
    }

    /** Lets what points to the records that go point to the one that stays; answers how many rows. */
    int move(Tx tx, UUID merge, Relation relation, List<UUID> gone, UUID kept) {
        if (relation.once() != null) {
            dropSecond(tx, merge, relation, gone, kept);
        }
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO merge_row (merge_id, what, relation, image, was)
                        SELECT :merge, 'MOVED', '%s', %s, t.%3$s FROM %4$s t WHERE t.%3$s = ANY(:gone)
                        """.formatted(relation.label(), relation.keyAsJson(), relation.column(), relation.table()))
                .bind("merge", merge)
                .bind("gone", gone.toArray(UUID[]::new))
                .execute();
        return tx.sql()
                .createUpdate("UPDATE %1$s SET %2$s = :kept WHERE %2$s = ANY(:gone)"
                        .formatted(relation.table(), relation.column()))
                .bind("kept", kept)
                .bind("gone", gone.toArray(UUID[]::new))
                .execute();
    }

    /** Of rows that would become the same, one stays: the relation's first, the kept record's own, or else the oldest. */
    private static void dropSecond(Tx tx, UUID merge, Relation relation, List<UUID> gone, UUID kept) {
        tx.sql()
                .createUpdate("""
                        WITH doubled AS (
                            SELECT t.*, row_number() OVER (PARTITION BY t.%1$s ORDER BY %4$s DESC, (t.%2$s = :kept) DESC, t.id) AS place
                            FROM %3$s t WHERE t.%2$s = ANY(:all)
                        ), away AS (
                            DELETE FROM %3$s t USING doubled d WHERE d.place > 1 AND t.id = d.id RETURNING t.*
                        )
                        INSERT INTO merge_row (merge_id, what, relation, image)
                        SELECT :merge, 'GONE', '%3$s', to_jsonb(away) FROM away
                        """.formatted(relation.once(), relation.column(), relation.table(), relation.first()))
                .bind("merge", merge)
                .bind("kept", kept)
                .bind("all", Stream.concat(gone.stream(), Stream.of(kept)).toArray(UUID[]::new))
                .execute();
    }

    /** Lets rows that a merge moved point to where they pointed, unless they were moved on since. */
    void moveBack(Tx tx, Order order, Relation relation) {
        tx.sql()
                .createUpdate("""
                        UPDATE %1$s t SET %2$s = r.was FROM merge_row r
                        WHERE r.merge_id = :merge AND r.what = 'MOVED' AND r.relation = :relation
                          AND t.%2$s = :kept AND %3$s
                        """.formatted(relation.table(), relation.column(), relation.sameKey()))
                .bind("merge", order.id())
                .bind("relation", relation.label())
                .bind("kept", order.kept())
                .execute();
    }

    void remove(Tx tx, MergeKind kind, List<UUID> gone, UUID merge, UUID kept) {
        tx.sql()
                .createUpdate("""
                        INSERT INTO merged (kind, id, number, into_id, merge_id)
                        SELECT :kind, id, number, :kept, :merge FROM %s WHERE id = ANY(:gone)
                        """.formatted(kind.table()))
                .bind("kind", kind.name())
                .bind("kept", kept)
                .bind("merge", merge)
                .bind("gone", gone.toArray(UUID[]::new))
                .execute();
        tx.sql()
                .createUpdate("DELETE FROM " + kind.table() + " WHERE id = ANY(:gone)")
                .bind("gone", gone.toArray(UUID[]::new))
                .execute();
    }

    /**
     * Puts a row back as its image has it; a record it pointed to that was merged meanwhile is where that went.
     *
     * @param unlessThere does nothing where another such row stands in its place by now
     */
    void putBack(Tx tx, String table, ObjectNode image, boolean unlessThere) {
        for (String column : List.of("account_id", "contact_id")) {
            if (image.path(column).isString()) {
                String kind = column.substring(0, column.indexOf('_')).toUpperCase(Locale.ROOT);
                movedOn(tx, kind, UUID.fromString(image.path(column).asString()))
                        .ifPresent(now -> image.put(column, now.toString()));
            }
        }
        String columns = String.join(
                ", ",
                tx.sql()
                        .createQuery("""
                                SELECT attname FROM pg_attribute WHERE attrelid = CAST(:table AS regclass)
                                  AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum
                                """)
                        .bind("table", table)
                        .mapTo(String.class)
                        .list());
        tx.sql()
                .createUpdate(
                        "INSERT INTO %1$s (%2$s) SELECT %2$s FROM jsonb_populate_record(CAST(NULL AS %1$s), CAST(:image AS jsonb))"
                                        .formatted(table, columns)
                                + (unlessThere ? " ON CONFLICT DO NOTHING" : ""))
                .bind("image", image.toString())
                .execute();
    }

    void forget(Tx tx, UUID merge) {
        tx.sql()
                .createUpdate("DELETE FROM merged WHERE merge_id = :merge")
                .bind("merge", merge)
                .execute();
    }

    /** Where a record went that was merged. */
    Optional<UUID> movedOn(Tx tx, String kind, UUID id) {
        return tx.sql()
                .createQuery("SELECT into_id FROM merged WHERE kind = :kind AND id = :id")
                .bind("kind", kind)
                .bind("id", id)
                .mapTo(UUID.class)
                .findOne();
    }

    /** The number of the merge by which a record went into another. */
    Optional<Integer> mergeOf(Tx tx, MergeKind kind, UUID id) {
        return tx.sql()
                .createQuery("""
                        SELECT m.number FROM merged d JOIN merge m ON m.id = d.merge_id
                        WHERE d.kind = :kind AND d.id = :id
                        """)
                .bind("kind", kind.name())
                .bind("id", id)
                .mapTo(Integer.class)
                .findOne();
    }
}
