package dev.bac.crm.merge;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A column of another table that points to records of a kind. All of it are constants of the code.
 *
 * @param keys the table's primary key without the tenant, and its columns' types
 * @param once another column, where two rows with the same value may not point to one record; null when any may
 * @param first SQL that is greatest for the row {@code t} that stays of two such; where it is alike the kept record's stays
 */
record Relation(
        String table,
        String column,
        List<Key> keys,
        @Nullable String once,
        String first) {
    private static final String ALIKE = "0";

    /** A column of a primary key. */
    record Key(String name, String type) {}

    /** A column of a table whose key is its id. */
    static Relation of(String table, String column) {
        return new Relation(table, column, List.of(new Key("id", "uuid")), null, ALIKE);
    }

    /** A column of a table with a key of several columns. */
    static Relation of(String table, String column, Key... keys) {
        return new Relation(table, column, List.of(keys), null, ALIKE);
    }

    /** That somebody is on a list: once, as far as the campaign has come with any of those that are one now. */
    static Relation onList(String column) {
        return new Relation(
                "list_member",
                column,
                List.of(new Key("id", "uuid")),
                "list_id",
                "coalesce(array_position(ARRAY['PLANNED', 'BOUNCED', 'SENT', 'DECLINED', 'RESPONDED'], t.status), 1)");
    }

    /** How the relation is called where it is kept: {@code activity.contact_id}. */
    String label() {
        return table + "." + column;
    }

    /** SQL of a row's key as JSON, of the row {@code t}. */
    String keyAsJson() {
        return keys.stream()
                .map(key -> "'%s', t.%s".formatted(key.name(), key.name()))
                .collect(Collectors.joining(", ", "jsonb_build_object(", ")"));
    }

    /** SQL that the row {@code t} is the one whose key is {@code r.image}. */
    String sameKey() {
        return keys.stream()
                .map(key -> "t.%s = CAST(r.image ->> '%s' AS %s)".formatted(key.name(), key.name(), key.type()))
                .collect(Collectors.joining(" AND "));
    }
}
