package dev.bac.knowledge.file;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A table row by row; each value is told with its column's name, so that a row can be understood alone. */
final class CsvSections {
    private CsvSections() {}

    static List<Section> of(String csv) throws IOException {
        String first = csv.lines().findFirst().orElse("");
        char separator = first.contains(";") && !first.contains(",") ? ';' : first.contains("\t") ? '\t' : ',';
        var sections = new ArrayList<Section>();
        try (CsvReader<NamedCsvRecord> rows =
                CsvReader.builder().fieldSeparator(separator).ofNamedCsvRecord(csv)) {
            for (var row : rows) {
                sections.add(new Section(
                        "line " + row.getStartingLineNumber(),
                        row.getFieldsAsMap().entrySet().stream()
                                .filter(field -> !field.getValue().isBlank())
                                .map(CsvSections::told)
                                .collect(Collectors.joining("; "))));
            }
        } catch (CsvParseException | UncheckedIOException | IllegalStateException broken) {
            throw new IOException(broken);
        }
        return sections;
    }

    private static String told(Map.Entry<String, String> field) {
        return field.getKey() + ": " + field.getValue();
    }
}
