package dev.bac.crm.table;

import dev.bac.crm.field.Fields;
import dev.bac.crm.naming.RecordKind;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Csv;
import dev.bac.store.Tx;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which columns the records of a tenant have, its own fields among them, and which column of a table is which. */
public final class Columns {
    private static final String CUSTOM = "custom.";
    private static final String NOTHING = "ignore";
    private static final String MAPPING = "columns";

    private final List<TableField> fields;
    private final List<Fields.Field> own;

    private Columns(List<TableField> fields, List<Fields.Field> own) {
        this.fields = List.copyOf(fields);
        this.own = List.copyOf(own);
    }

    /** Those of a kind of records. */
    public static Columns of(Tx tx, RecordKind kind) {
        return new Columns(TableFields.of(kind), new Fields().of(tx, kind));
    }

    /** A column of a table and the field it means; null when it is left out. */
    public record Meaning(String column, @Nullable String field) {}

    /** The tenant's own fields. */
    public List<Fields.Field> own() {
        return own;
    }

    /** What a field of the tenant's own is called: {@code custom.segment}. */
    public static String own(Fields.Field field) {
        return CUSTOM + field.key();
    }

    /** The key of a field of the tenant's own, of {@code custom.segment}. */
    public static Optional<String> ownKey(String field) {
        return field.startsWith(CUSTOM) ? Optional.of(field.substring(CUSTOM.length())) : Optional.empty();
    }

    /**
     * What each column of a table means: as told, or else by its name. A field comes from one column, the first that
     * is called so.
     *
     * @param told by column; {@code ignore} leaves a column out
     * @throws ToolRefusal for a column or field that is not there, or a field that two columns were told to be
     */
    public List<Meaning> meaning(List<String> columns, Map<String, String> told) {
        var known = new LinkedHashMap<String, String>();
        told.forEach((column, field) -> known.put(column(columns, column), field(field)));
        var taken = new HashSet<String>();
        for (String field : known.values()) {
            if (!field.equals(NOTHING) && !taken.add(field)) {
                throw ToolRefusal.invalid(MAPPING, "two columns are said to be " + field + "; keep one");
            }
        }
        var meaning = new ArrayList<Meaning>();
        for (String column : columns) {
            String field = known.containsKey(column)
                    ? known.get(column)
                    : proposed(column).filter(taken::add).orElse(NOTHING);
            meaning.add(new Meaning(column, NOTHING.equals(field) ? null : field));
        }
        return List.copyOf(meaning);
    }

    private static String column(List<String> columns, String given) {
        return columns.stream()
                .filter(one -> Csv.plain(one).equals(Csv.plain(given)) || one.equals(given.strip()))
                .findFirst()
                .orElseThrow(() -> ToolRefusal.invalid(
                        MAPPING, "the table has no column \"" + given + "\"; there are " + String.join(", ", columns)));
    }

    /** The field of that name. */
    public String field(String given) {
        String name = given.strip();
        if (name.isEmpty() || name.equalsIgnoreCase(NOTHING)) {
            return NOTHING;
        }
        return exact(name)
                .or(() -> proposed(name))
                .orElseThrow(() -> ToolRefusal.invalid(
                        MAPPING,
                        "no field \"" + name + "\"; there are " + String.join(", ", names()) + ", or " + NOTHING));
    }

    /** All of them, as an export has them. */
    public List<String> names() {
        var names = new ArrayList<>(fields.stream().map(TableField::name).toList());
        own.forEach(field -> names.add(own(field)));
        return List.copyOf(names);
    }

    private Optional<String> exact(String name) {
        return names().stream().filter(one -> one.equalsIgnoreCase(name)).findFirst();
    }

    private Optional<String> proposed(String column) {
        var exact = exact(column);
        if (exact.isPresent()) {
            return exact;
        }
        String plain = Csv.plain(column);
        return fields.stream()
                .filter(field -> plain.equals(field.name().toLowerCase(Locale.ROOT))
                        || field.called().contains(plain))
                .map(TableField::name)
                .findFirst()
                .or(() -> own.stream()
                        .filter(field -> !plain.isEmpty()
                                && (plain.equals(Csv.plain(field.key())) || plain.equals(Csv.plain(field.title()))))
                        .map(Columns::own)
                        .findFirst());
    }
}
