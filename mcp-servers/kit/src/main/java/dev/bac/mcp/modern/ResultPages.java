package dev.bac.mcp.modern;

import dev.bac.mcp.ToolJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A long result in pages that a model can read: its longest list, some rows a page. A result without a list of many
 * rows is one page.
 *
 * @param field of the list
 * @param starts which row each page begins with
 */
record ResultPages(ObjectNode content, String field, List<Integer> starts) {
    /** About 8,000 tokens, for ids cost more than words. In characters; a longer row is a page of its own. */
    private static final int LONGEST = 20_000;

    static ResultPages of(ObjectNode content) {
        String field = "";
        int most = 0;
        for (var entry : content.properties()) {
            if (entry.getValue() instanceof ArrayNode rows && rows.size() > most) {
                field = entry.getKey();
                most = rows.size();
            }
        }
        var starts = new ArrayList<>(List.of(0));
        int length = 0;
        for (int row = 0; row < most; row++) {
            int more = content.path(field).path(row).toString().length() + 1;
            if (length > 0 && length + more > LONGEST) {
                starts.add(row);
                length = 0;
            }
            length += more;
        }
        return new ResultPages(content, field, starts);
    }

    int count() {
        return starts.size();
    }

    /** @param page from 1 */
    ArrayNode rows(int page) {
        var rows = (ArrayNode) content.path(field);
        int end = page == count() ? rows.size() : starts.get(page);
        var some = ToolJson.mapper().createArrayNode();
        for (int row = starts.get(page - 1); row < end; row++) {
            some.add(rows.get(row));
        }
        return some;
    }

    /** The result as its schema has it, with the first page's rows. */
    ObjectNode first() {
        ObjectNode first = ToolJson.mapper().createObjectNode().setAll(content);
        first.set(field, rows(1));
        return first;
    }

    /** A page with where the next one is; empty when there are not so many. */
    Optional<ObjectNode> page(int page, String uri) {
        if (page > count()) {
            return Optional.empty();
        }
        var json = ToolJson.mapper().createObjectNode().put("page", page).put("pages", count());
        if (page < count()) {
            json.put("next", uri + "?page=" + (page + 1));
        }
        JsonNode summary = content.path("summary");
        if (summary.isString()) {
            json.set("summary", summary);
        }
        json.set(field, count() == 1 && field.isEmpty() ? content : rows(page));
        return Optional.of(json);
    }
}
