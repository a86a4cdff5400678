package dev.bac.llm.planner;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Long lists come with their columns named once, {@code {"columns": […], "rows": [[…], …]}}: here as records again. */
final class FoldedRows {
    private FoldedRows() {}

    /** The same tree with records in place of folded rows; it is changed. */
    static JsonNode unfolded(JsonNode tree) {
        if (tree instanceof ObjectNode object) {
            for (var entry : object.properties()) {
                if (isFolded(entry.getValue())) {
                    entry.setValue(records(entry.getValue()));
                }
            }
        }
        return tree;
    }

    private static boolean isFolded(JsonNode value) {
        return value.isObject()
                && value.size() == 2
                && value.path("columns").isArray()
                && value.path("rows").isArray();
    }

    private static ArrayNode records(JsonNode folded) {
        ArrayNode records = JsonNodeFactory.instance.arrayNode();
        for (JsonNode row : folded.path("rows")) {
            ObjectNode record = records.addObject();
            for (int i = 0; i < Math.min(row.size(), folded.path("columns").size()); i++) {
                if (!row.get(i).isNull()) {
                    put(record, folded.path("columns").get(i).asString(), row.get(i));
                }
            }
        }
        return records;
    }

    /** {@code price.amount} is a record within the record. */
    private static void put(ObjectNode record, String column, JsonNode value) {
        int dot = column.indexOf('.');
        if (dot < 0) {
            record.set(column, value);
        } else {
            record.withObjectProperty(column.substring(0, dot)).set(column.substring(dot + 1), value);
        }
    }
}
