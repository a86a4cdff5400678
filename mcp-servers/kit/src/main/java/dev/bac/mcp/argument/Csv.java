package dev.bac.mcp.argument;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.bac.mcp.ToolRefusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A table given as CSV (RFC 4180) with a header row. Commas, semicolons or tabs part the fields, whichever the header
 * has most of.
 *
 * @param columns as the header calls them, without outer blanks
 * @param rows the values of each row by column; empty ones are left out
 */
public record Csv(List<String> columns, List<Map<String, String>> rows) {
    private static final int MOST_COLUMNS = 80;
    private static final int LONGEST_FIELD = 5_000;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    public Csv {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** @throws ToolRefusal that names the field and the line when it is no such table, or has too many rows */
    public static Csv read(String field, String text, int mostRows) {
        String plain = text.isEmpty() || text.charAt(0) != BYTE_ORDER_MARK ? text : text.substring(1);
        var records = records(field, plain, mostRows);
        if (records.size() < 2) {
            throw ToolRefusal.invalid(field, "wants a header row and at least one row below it");
        }
        var columns = records.getFirst().getFields().stream().map(String::strip).toList();
        if (columns.size() > MOST_COLUMNS || columns.stream().distinct().count() < columns.size()) {
            throw ToolRefusal.invalid(
                    field, "wants a header of at most " + MOST_COLUMNS + " columns with different names");
        }
        var rows = new ArrayList<Map<String, String>>();
        for (var line : records.subList(1, records.size())) {
            rows.add(row(field, columns, line));
        }
        return new Csv(columns, rows);
    }

    private static List<CsvRecord> records(String field, String text, int mostRows) {
        var records = new ArrayList<CsvRecord>();
        try (var reader = CsvReader.builder()
                .fieldSeparator(separator(text))
                .skipEmptyLines(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text)) {
            for (var record : reader) {
                if (records.size() > mostRows) {
                    throw ToolRefusal.invalid(field, "has more than " + mostRows + " rows; send it in parts");
                }
                records.add(record);
            }
        } catch (CsvParseException e) {
            throw ToolRefusal.invalid(field, "cannot be read as CSV; quote fields that hold quotes or line breaks");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return records;
    }

    private static char separator(String text) {
        String header = text.lines().findFirst().orElse("");
        char best = ',';
        for (char candidate : new char[] {';', '\t'}) {
            if (count(header, candidate) > count(header, best)) {
                best = candidate;
            }
        }
        return best;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }

    private static Map<String, String> row(String field, List<String> columns, CsvRecord line) {
        if (line.getFieldCount() > columns.size()) {
            throw ToolRefusal.invalid(
                    field,
                    "line " + line.getStartingLineNumber() + " has " + line.getFieldCount() + " fields, the header "
                            + columns.size() + "; quote fields that hold a separator");
        }
        var row = new LinkedHashMap<String, String>();
        for (int i = 0; i < line.getFieldCount(); i++) {
            String value = line.getField(i).strip();
            if (value.length() > LONGEST_FIELD || value.indexOf('\0') >= 0) {
                throw ToolRefusal.invalid(
                        field, "line " + line.getStartingLineNumber() + ": " + columns.get(i) + " is too long");
            }
            if (!value.isEmpty()) {
                row.put(columns.get(i), value);
            }
        }
        return row;
    }

    /** A column's name as names are compared: letters and digits only, small. */
    public static String plain(String column) {
        return column.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }
}
