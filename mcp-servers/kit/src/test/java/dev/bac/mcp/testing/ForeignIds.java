package dev.bac.mcp.testing;

import dev.bac.mcp.ToolAnswer;
import dev.bac.mcp.ToolInvocation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether anything a company is answered tells that an id or a name is another company's: every argument of a call that is
 * right, also those within lines, is given what is theirs and what nobody has, and both are answered the same.
 *
 * @param mine the company that asks
 * @param right for each tool a call that is right
 * @param stride 1 tries all, n each n-th
 */
public record ForeignIds(TestServer mine, Map<String, ObjectNode> right, int stride) {
    /** Also one that was cut short where it is quoted. */
    private static final String ANY_ID = "(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f-]{1,17}…?";

    /** What was asked and how many calls it took, and the calls whose answers differ. */
    public record Compared(int calls, List<String> differing) {}

    /** @param theirs ids, or names and numbers that the asking company does not have */
    public Compared with(Collection<String> theirs) {
        var differing = new ArrayList<String>();
        int[] number = {0};
        int[] calls = {0};
        right.forEach((tool, call) -> {
            for (var place : places(call)) {
                for (var other : theirs) {
                    if (number[0]++ % stride != 0) {
                        continue;
                    }
                    calls[0]++;
                    var none = other.matches(ANY_ID)
                            ? new UUID(0x0198_c0de_1111_7000L, 0x8fff_0000_0000_0000L + number[0]).toString()
                            : other.replaceAll("\\d{3}", "987").replace("Stranger", "Nostrang");
                    var about = answer(tool, call, place, other);
                    var not = answer(tool, call, place, none);
                    if (!about.equals(not)) {
                        differing.add(tool + " " + place + ": " + about + " but of what nobody has: " + not);
                    }
                }
            }
        });
        return new Compared(calls[0], differing);
    }

    private String answer(String tool, ObjectNode call, List<Object> place, String value) {
        var arguments = call.deepCopy();
        put(arguments, place, value);
        if (mine.server()
                .find(tool)
                .orElseThrow()
                .inputSchema()
                .at("/properties/dry_run")
                .isObject()) {
            arguments.put("dry_run", true);
        }
        var answer = mine.call(ToolInvocation.of(tool, arguments));
        var told = answer instanceof ToolAnswer.Refused refused
                ? refused.code() + " " + refused.text()
                : answer.toString();
        var low = value.toLowerCase(Locale.ROOT);
        return told.toLowerCase(Locale.ROOT)
                .replace(low, "WHAT")
                .replace(low.replaceAll("\\W", "_"), "WHAT")
                .replace(low.replaceAll("\\W", ""), "WHAT")
                // What of its own the company may have meant is found by likeness, which no two texts share.
                .replaceAll("did you mean .*|nothing is like it.*", "")
                .replaceAll(ANY_ID, "ID");
    }

    private static void put(JsonNode call, List<Object> place, String value) {
        var at = call;
        for (var step : place.subList(0, place.size() - 1)) {
            at = step instanceof Integer index ? at.get(index) : at.get((String) step);
        }
        switch (at) {
            case ArrayNode list -> list.set((Integer) place.getLast(), value);
            case ObjectNode object -> object.put((String) place.getLast(), value);
            default -> throw new IllegalStateException("no place " + place);
        }
    }

    /** Where the call has a text. */
    private static List<List<Object>> places(JsonNode call) {
        var found = new ArrayList<List<Object>>();
        switch (call) {
            case ObjectNode object ->
                object.properties().forEach(field -> found.addAll(under(field.getKey(), field.getValue())));
            case ArrayNode list -> {
                for (int i = 0; i < list.size(); i++) {
                    found.addAll(under(i, list.get(i)));
                }
            }
            default -> {
                if (call.isString()) {
                    found.add(List.of());
                }
            }
        }
        return found;
    }

    private static List<List<Object>> under(Object step, JsonNode value) {
        return places(value).stream()
                .map(rest -> {
                    var place = new ArrayList<Object>(List.of(step));
                    place.addAll(rest);
                    return List.copyOf(place);
                })
                .toList();
    }

    /** Every id in the tables of a company that is not in those of the other, at most so many of each table. */
    public static List<String> ids(TestServer theirs, TestServer mine, int ofEach) {
        var tables =
                theirs.read(tx -> tx.sql().createQuery("""
                SELECT c.table_name FROM information_schema.columns c
                  JOIN information_schema.tables t USING (table_schema, table_name)
                 WHERE c.table_schema = current_schema() AND c.column_name = 'id' AND c.data_type = 'uuid'
                   AND t.table_type = 'BASE TABLE' AND c.table_name NOT IN ('tenant', 'outbox', 'audit')
                 ORDER BY 1
                """).mapTo(String.class).list());
        var found = new ArrayList<String>();
        for (var table : tables) {
            var here = idsOf(mine, table);
            idsOf(theirs, table).stream()
                    .filter(id -> !here.contains(id))
                    .limit(ofEach)
                    .forEach(found::add);
        }
        return found;
    }

    private static List<String> idsOf(TestServer company, String table) {
        return company.read(tx -> tx.sql()
                .createQuery("SELECT id::text FROM " + table + " ORDER BY 1")
                .mapTo(String.class)
                .list());
    }
}
