package dev.bac.mcp;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a model reads of a result: the summary in words, then the content as JSON, within a budget. */
final class ResultText {
    /** About 4,000 tokens, for ids cost more than words. In characters. */
    private static final int FITS = 10_000;

    /** About 20,000 tokens: beyond it a model reads the summary only. In characters. */
    private static final int LONGEST = 50_000;

    /** What stands in place of a content beyond that. */
    static final String TOO_LONG =
            "\n(The whole result is too long to read. Ask for fewer rows or a narrower question.)";

    private static final int FEWEST_ROWS = 3;

    private ResultText() {}

    static String of(String summary, ObjectNode content, ResponseFormat format) {
        // Folding replaces whole fields, so what lies deeper is shared.
        ObjectNode rest = ToolJson.mapper().createObjectNode().setAll(content);
        rest.remove("summary");
        if (rest.isEmpty()) {
            return summary;
        }
        String json = json(rest, format);
        return summary + (json.length() <= LONGEST ? "\n" + json : TOO_LONG);
    }

    private static String json(ObjectNode content, ResponseFormat format) {
        return switch (format) {
            case DETAILED -> content.toString();
            case CONCISE -> folded(content).toString();
            case FITTING -> {
                String whole = content.toString();
                yield whole.length() <= FITS ? whole : folded(content).toString();
            }
        };
    }

    private static ObjectNode folded(ObjectNode content) {
        for (var entry : content.properties()) {
            if (entry.getValue() instanceof ArrayNode rows && isTable(rows)) {
                entry.setValue(folded(rows));
            }
        }
        return content;
    }

    private static boolean isTable(ArrayNode rows) {
        return rows.size() >= FEWEST_ROWS && rows.valueStream().allMatch(JsonNode::isObject);
    }

    private static ObjectNode folded(ArrayNode rows) {
        List<ObjectNode> flat = rows.valueStream().map(ResultText::flat).toList();
        var columns = new LinkedHashSet<String>();
        flat.forEach(row -> columns.addAll(row.propertyNames()));
        Set<String> all = Set.copyOf(columns);
        columns.removeIf(column -> isSpare(column, all));
        var table = ToolJson.mapper().createObjectNode();
        columns.forEach(table.putArray("columns")::add);
        var cells = table.putArray("rows");
        for (ObjectNode row : flat) {
            var line = cells.addArray();
            columns.forEach(column -> line.add(row.get(column)));
        }
        return table;
    }

    /** Records within the row become columns of their own: {@code price.amount}. */
    private static ObjectNode flat(JsonNode row) {
        var flat = ToolJson.mapper().createObjectNode();
        row.propertyStream().forEach(cell -> {
            if (cell.getValue() instanceof ObjectNode inner) {
                inner.propertyStream().forEach(part -> flat.set(cell.getKey() + "." + part.getKey(), part.getValue()));
            } else {
                flat.set(cell.getKey(), cell.getValue());
            }
        });
        return flat;
    }

    /** An id is long, and every argument takes the number or the name that stands beside it. */
    private static boolean isSpare(String column, Set<String> all) {
        return column.equals("id")
                ? all.contains("number")
                : column.endsWith("Id") && all.contains(column.substring(0, column.length() - 2));
    }
}
