package dev.bac.crm.field;

import dev.bac.crm.naming.RecordKind;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The tenant's own fields, in PostgreSQL. */
public final class Fields {
    /** The most of a kind of records. */
    static final int MOST = 50;

    /** A field; {@code choices} of a CHOICE alone. */
    public record Field(RecordKind kind, String key, String title, FieldType type, List<String> choices) {
        public Field {
            choices = List.copyOf(choices);
        }
    }

    /** Those of a kind of records, by key. */
    public List<Field> of(Tx tx, RecordKind kind) {
        return tx.sql()
                .createQuery("SELECT key, title, type, choices FROM custom_field WHERE kind = :kind ORDER BY key")
                .bind("kind", kind.name())
                .map((row, _) -> new Field(
                        kind,
                        row.getString("key"),
                        row.getString("title"),
                        FieldType.valueOf(row.getString("type")),
                        Arrays.asList((String[]) row.getArray("choices").getArray())))
                .list();
    }

    void save(Tx tx, Field field) {
        tx.sql()
                .createUpdate("""
                        INSERT INTO custom_field (kind, key, title, type, choices)
                        VALUES (:kind, :key, :title, :type, :choices)
                        ON CONFLICT (tenant_id, kind, key) DO UPDATE SET title = excluded.title, choices = excluded.choices
                        """)
                .bind("kind", field.kind().name())
                .bind("key", field.key())
                .bind("title", field.title())
                .bind("type", field.type().name())
                .bind("choices", field.choices().toArray(String[]::new))
                .execute();
    }

    /**
     * Gives a record's own fields another value.
     *
     * @param custom the record's fields, which change
     * @param given {@code key=value}; nothing after the sign empties the field
     * @throws ToolRefusal for a field that is not there or a value that does not fit it
     */
    public void set(Tx tx, RecordKind kind, ObjectNode custom, List<String> given) {
        var known = of(tx, kind);
        for (String one : given) {
            String text = Given.line("fields", one, 600);
            int sign = text.indexOf('=');
            if (sign < 1) {
                throw ToolRefusal.invalid("fields", "\"" + text + "\" is not written like key=value");
            }
            String key = text.substring(0, sign).strip();
            String value = text.substring(sign + 1).strip();
            var field = named(known, key)
                    .orElseThrow(() -> ToolRefusal.invalid(
                            "fields",
                            known.isEmpty()
                                    ? "no field \"" + key + "\": an admin can add fields with crm_setup_field"
                                    : "no field \"" + key + "\"; there are "
                                            + String.join(
                                                    ", ",
                                                    known.stream()
                                                            .map(Field::key)
                                                            .toList())));
            if (value.isEmpty()) {
                custom.remove(field.key());
            } else {
                custom.set(field.key(), field.type().read("fields." + field.key(), value, field.choices()));
            }
        }
    }

    private static Optional<Field> named(List<Field> known, String name) {
        return known.stream()
                .filter(field ->
                        field.key().equalsIgnoreCase(name) || field.title().equalsIgnoreCase(name))
                .findFirst();
    }
}
