package dev.bac.crm.duplicate;

import dev.bac.crm.naming.Fold;
import dev.bac.mcp.argument.Csv;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A table's rows as {@link Linkage} compares them: folded, without the column that only numbers them. */
final class TableRows {
    private static final Set<String> NUMBERING = Set.of("id", "recid", "recordid", "rowid", "uuid", "guid", "no", "nr");

    private TableRows() {}

    static List<String[]> of(Csv table) {
        var columns = table.columns().stream()
                .filter(column -> !NUMBERING.contains(Csv.plain(column)) || !unique(table, column))
                .toList();
        return table.rows().stream().map(row -> folded(columns, row)).toList();
    }

    private static String[] folded(List<String> columns, Map<String, String> row) {
        return columns.stream()
                .map(column -> Fold.of(row.getOrDefault(column, "")))
                .toArray(String[]::new);
    }

    private static boolean unique(Csv table, String column) {
        return table.rows().stream()
                        .map(row -> row.getOrDefault(column, ""))
                        .collect(Collectors.toSet())
                        .size()
                == table.rows().size();
    }
}
