package dev.bac.orchestrator.download;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Rows of a result as comma-separated values (RFC 4180): an amount and its currency have a column each, so that a
 * spreadsheet can count, and text that a spreadsheet would take for a formula is told apart by an apostrophe
 * (OWASP, CSV injection).
 */
record Rows(List<Map<String, String>> rows) {
    private static final String MARK = "\uFEFF";
    private static final String END = "\r\n";

    /** Of a list, or of a statement's sections with each account. */
    static Optional<Rows> of(JsonNode content) {
        var rows = new ArrayList<Map<String, String>>();
        for (var item : content.path("items")) {
            rows.add(flat(item));
        }
        for (var section : content.path("sections")) {
            for (var line : section.path("lines")) {
                var row = new LinkedHashMap<String, String>();
                row.put("section", section.path("name").asString(""));
                row.putAll(flat(line));
                rows.add(row);
            }
        }
        return rows.isEmpty() ? Optional.empty() : Optional.of(new Rows(rows));
    }

    private static Map<String, String> flat(JsonNode item) {
        var row = new LinkedHashMap<String, String>();
        item.properties().forEach(field -> {
            var value = field.getValue();
            if (value.has("amount") && value.has("currency")) {
                row.put(field.getKey(), value.path("amount").asString(""));
                row.put(field.getKey() + "Currency", value.path("currency").asString(""));
            } else if (value.isObject() && value.has("name")) {
                row.put(field.getKey(), value.path("name").asString(""));
            } else if (value.isContainer()) {
                row.put(field.getKey(), value.toString());
            } else {
                row.put(field.getKey(), value.isNull() ? "" : value.asString(""));
            }
        });
        return row;
    }

    String csv() {
        var columns = new LinkedHashSet<String>();
        rows.forEach(row -> columns.addAll(row.keySet()));
        var text = new StringBuilder(MARK).append(line(List.copyOf(columns)));
        for (var row : rows) {
            text.append(line(
                    columns.stream().map(column -> row.getOrDefault(column, "")).toList()));
        }
        return text.toString();
    }

    private static String line(List<String> cells) {
        return cells.stream().map(Rows::cell).collect(Collectors.joining(",", "", END));
    }

    private static String cell(String value) {
        boolean formula = value.matches("(?s)[=+\\-@\\t\\r].*") && !value.matches("-?\\d+(\\.\\d+)?");
        String safe = formula ? "'" + value : value;
        return safe.matches("(?s).*[\",\\r\\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
