package dev.bac.crm.intake;

import dev.bac.crm.table.Cell;
import dev.bac.crm.table.Columns;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a row says, by field; a field it does not say is not there.
 *
 * @param line 1 for the first below the header
 */
record Cells(int line, Map<String, String> values) {
    Cells {
        values = Map.copyOf(values);
    }

    static Cells of(int line, Map<String, String> row, List<Columns.Meaning> columns) {
        var values = new LinkedHashMap<String, String>();
        for (var column : columns) {
            String cell = row.get(column.column());
            if (column.field() != null && cell != null) {
                String text = Cell.read(cell).strip();
                if (!text.isEmpty()) {
                    values.put(column.field(), text);
                }
            }
        }
        return new Cells(line, values);
    }

    @Nullable String get(String field) {
        return values.get(field);
    }

    boolean has(String field) {
        return values.containsKey(field);
    }

    /** The name of a person: in one cell, or in one for the first name and one for the last. */
    @Nullable String personName() {
        String whole = get("name");
        if (whole != null) {
            return whole;
        }
        var parts = Stream.of("firstName", "lastName")
                .flatMap(field -> Stream.ofNullable(get(field)))
                .toList();
        return parts.isEmpty() ? null : String.join(" ", parts);
    }
}
