package dev.bac.llm.planner.telling;

import dev.bac.retrieval.Wording;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells a tool's result: the sentence that sums it up, then its list as a table or its record as lines. Ids are for
 * machines and stay hidden unless there is nothing else.
 */
public final class Telling {
    private static final int ROWS = 20;
    private static final int COLUMNS = 6;
    /** A party with what it owes in all and by age. */
    private static final int AMOUNTS = 8;

    private static final int LINES = 12;
    private static final List<String> FIRST =
            List.of("number", "name", "title", "subject", "sku", "item", "customer", "account", "company");
    private static final Set<String> PLUMBING =
            Set.of("summary", "total", "next", "items", "cursor", "more", "currency", "version", "tenantId");

    /** What a total already holds, and days that matter less than when something is due. */
    private static final Set<String> LESSER =
            Set.of("net", "tax", "issued", "createdAt", "updatedAt", "probability", "language", "owner");

    private final Cell cell;

    public Telling(ZoneId zone) {
        this.cell = new Cell(zone);
    }

    /**
     * Tells one result.
     *
     * @param words the summary line
     * @param json the record, if the result held one
     */
    public String of(String words, Optional<JsonNode> json) {
        var told = new StringBuilder(words);
        json.ifPresent(record -> {
            var summary = record.path("summary").asString("");
            if (words.isEmpty()) {
                told.append(summary);
            }
            var list = list(record);
            if (list.isPresent()) {
                table(list.get(), total(record), told);
            } else if (record instanceof ObjectNode object) {
                lines(object, words.isEmpty() && summary.isEmpty(), told);
            }
        });
        return told.toString().strip();
    }

    private static Optional<JsonNode> list(JsonNode record) {
        if (record.isArray()) {
            return Optional.of(record);
        }
        if (record.path("items").isArray()) {
            return Optional.of(record.get("items"));
        }
        JsonNode found = null;
        for (var property : record.properties()) {
            if (property.getValue().isArray()
                    && !property.getValue().isEmpty()
                    && property.getValue().get(0).isObject()) {
                found = found == null ? property.getValue() : found;
            }
        }
        return Optional.ofNullable(found);
    }

    private static int total(JsonNode record) {
        return record.path("total").isNumber() ? record.get("total").asInt() : -1;
    }

    private void table(JsonNode listed, int total, StringBuilder told) {
        if (listed.isEmpty()) {
            return;
        }
        var rows = Amounts.beside(listed);
        if (!rows.get(0).isObject()) {
            rows.forEach(row -> told.append("\n- ").append(cell.of(row)));
            return;
        }
        var columns = columns(rows);
        told.append("\n\n|");
        columns.forEach(column -> told.append(' ').append(heading(column)).append(" |"));
        told.append("\n|");
        columns.forEach(column -> told.append(right(rows, column) ? " ---: |" : " --- |"));
        int shown = 0;
        for (var row : rows) {
            if (shown++ == ROWS) {
                break;
            }
            told.append("\n|");
            columns.forEach(
                    column -> told.append(' ').append(value(row, column)).append(" |"));
        }
        int all = Math.max(total, rows.size());
        if (all > Math.min(ROWS, rows.size())) {
            told.append("\n\n")
                    .append(Math.min(ROWS, rows.size()))
                    .append(" of ")
                    .append(all)
                    .append(" shown.");
        }
    }

    private String value(JsonNode row, String column) {
        var value = row.path(column);
        boolean amount = value.isString() && value.asString().matches("-?\\d+\\.\\d{2,3}");
        var text = amount ? "%,.2f".formatted(new java.math.BigDecimal(value.asString())) : cell.of(value);
        boolean money = amount && row.path("currency").isString();
        return money ? text + " " + row.get("currency").asString() : text;
    }

    private static boolean right(JsonNode rows, String column) {
        var value = rows.get(0).path(column);
        return Cell.numeric(value) || (value.isString() && value.asString().matches("-?\\d+(\\.\\d{1,4})?"));
    }

    private static List<String> columns(JsonNode rows) {
        var named = new ArrayList<String>();
        var ids = new ArrayList<String>();
        rows.get(0).properties().forEach(property -> {
            var value = property.getValue();
            boolean nested = value.isContainer() && !Cell.money(value) && !value.has("name");
            // A total beside a list counts it; a total of a row is an amount, which people want to see.
            boolean told = !PLUMBING.contains(property.getKey()) || Cell.money(value);
            if (told && !nested && filled(rows, property.getKey())) {
                (Cell.id(property.getKey(), value) ? ids : named).add(property.getKey());
            }
        });
        named.sort(java.util.Comparator.comparingInt(Telling::rank));
        var columns = named.isEmpty() ? ids : named;
        for (int i = columns.size() - 1; i >= 0 && columns.size() > (Amounts.many(rows) ? AMOUNTS : COLUMNS); i--) {
            if (minor(rows, columns.get(i))) {
                columns.remove(i);
            }
        }
        int most = Amounts.many(rows) ? AMOUNTS : COLUMNS;
        return columns.subList(0, Math.min(most, columns.size()));
    }

    /** A column that says little where there is no room for all: one value in every row, or a part of a total. */
    private static boolean minor(JsonNode rows, String key) {
        boolean part = LESSER.contains(key);
        var first = rows.get(0).path(key);
        for (var row : rows) {
            if (!part && !row.path(key).equals(first)) {
                return false;
            }
        }
        return part || rows.size() > 1;
    }

    private static boolean filled(JsonNode rows, String key) {
        for (var row : rows) {
            if (row.hasNonNull(key)) {
                return true;
            }
        }
        return false;
    }

    private static int rank(String key) {
        var words = Wording.words(key);
        for (int i = 0; i < FIRST.size(); i++) {
            if (words.contains(FIRST.get(i))) {
                return i;
            }
        }
        return FIRST.size();
    }

    private void lines(ObjectNode record, boolean wanted, StringBuilder told) {
        var lines = new ArrayList<String>();
        record.properties().forEach(property -> {
            var value = property.getValue();
            boolean shown = !PLUMBING.contains(property.getKey())
                    && !value.isNull()
                    && !(value.isBoolean() && !value.asBoolean())
                    && !Cell.id(property.getKey(), value);
            if (shown && lines.size() < LINES) {
                if (value instanceof ObjectNode inner && !Cell.money(value) && lines.isEmpty() && record.size() <= 3) {
                    inner.properties().forEach(each -> line(each.getKey(), each.getValue(), inner, lines));
                } else {
                    line(property.getKey(), value, record, lines);
                }
            }
        });
        if (lines.size() > 1 || wanted) {
            told.append("\n").append(String.join("", lines));
        }
    }

    private void line(String key, JsonNode value, ObjectNode record, List<String> lines) {
        var text = value(record, key);
        if (!text.isEmpty() && lines.size() < LINES && !Cell.id(key, value) && !value.isNull()) {
            lines.add("\n- " + heading(key) + ": " + text);
        }
    }

    static String heading(String key) {
        var age = Amounts.age(key);
        if (age.isPresent()) {
            return age.get();
        }
        var words = String.join(" ", Wording.words(key));
        return words.isEmpty() ? key : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
