package dev.bac.crm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolAnswer;
import dev.bac.mcp.ToolJson;
import dev.bac.mcp.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every tool, one argument at a time given what it should not be: a named error that says where, and nothing half done.
 * Some of all the combinations; {@code -Dhistories=50} for a long run.
 */
class BadInputTest {
    private static final int CALLS = 40 * Integer.getInteger("histories", 1);
    private static final Set<String> CODES =
            Set.of("invalid", "not_found", "ambiguous", "conflict", "forbidden", "idempotency_conflict");

    /** None of these is what any argument wants to be. */
    private static final List<String> WRONG =
            List.of("{}", "{\"a\":1}", "[[1]]", "[{}]", "1e30", "-1e400", "[null]", "{\"$gt\":\"\"}");

    private static final List<String> STRANGE = List.of(
            "'; DROP TABLE contact; --",
            "\\\\",
            "%_%",
            "=cmd|' /C calc'!A0",
            "🎪👩‍👩‍👧‍👦",
            "مرحبا \u202Eبالعالم",
            "2027-02-29",
            "2026-06-30T23:59:60Z",
            "9999-12-31",
            "0000-00-00",
            "XXX",
            "1000000000000000000000000000000",
            "-0.001",
            "NaN",
            "01a1fea9-76ed-76b6-a89e-d9f6fd5ebe8a",
            "ACC-99999999999999999999",
            "a\\u0000b",
            "\\u0007",
            "\\ud800",
            " ",
            "");

    private final TestServer crm = CrmToolsTest.prepared();

    private record Case(Tool<?, ?> tool, String field, String json, boolean wrongType) {}

    @Test
    void isRefusedByNameAndLeavesNothingHalfDone() {
        long seed = Seeds.next();
        var random = new Random(seed);
        crm.ok("crm_lead_create", "{\"name\":\"Jane Doe\",\"company\":\"Hooli\",\"email\":\"jane@hooli.example\"}");
        crm.ok("crm_lead_convert", "{\"lead\":\"LEAD-1001\",\"opportunity\":\"Monitors\"}");
        var tools = CrmServer.declare().tools();
        for (int call = 0; call < CALLS; call++) {
            var tool = tools.get(random.nextInt(tools.size()));
            check("seed " + seed, one(random, tool));
        }
    }

    private Case one(Random random, Tool<?, ?> tool) {
        var fields = new ArrayList<String>();
        var schema = crm.server().find(tool.name()).orElseThrow().inputSchema();
        schema.path("properties").propertyNames().forEach(fields::add);
        String field = fields.get(random.nextInt(fields.size()));
        boolean wrong = random.nextInt(3) == 0;
        String value = wrong
                ? WRONG.get(random.nextInt(WRONG.size()))
                : "\"" + STRANGE.get(random.nextInt(STRANGE.size())) + (random.nextInt(9) == 0 ? "x".repeat(9_000) : "")
                        + "\"";
        ObjectNode arguments = tool.examples().isEmpty()
                ? TestServer.parse("{}")
                : (ObjectNode) ToolJson.mapper()
                        .valueToTree(tool.examples()
                                .get(random.nextInt(tool.examples().size()))
                                .arguments());
        arguments.removeIf(JsonNode::isNull);
        String rest = arguments.toString();
        arguments.remove(field);
        rest = arguments.toString();
        String json = "{\"" + field + "\":" + value + (rest.equals("{}") ? "}" : "," + rest.substring(1));
        return new Case(tool, field, json, wrong);
    }

    private void check(String seed, Case one) {
        String told = seed + " " + one.tool().name() + " " + one.json();
        long before = rows();
        ObjectNode arguments;
        try {
            arguments = TestServer.parse(one.json());
        } catch (RuntimeException e) {
            return;
        }
        var answer = crm.call(one.tool().name(), arguments.toString());
        if (answer instanceof ToolAnswer.Refused refused) {
            assertThat(refused.code()).as(told + " " + refused.text()).isIn(CODES);
            assertThat(refused.text()).as(told).isNotBlank();
            // A record that earlier calls took away, changed, or made another of its name, is what is told first.
            if (one.wrongType() && !Set.of("not_found", "ambiguous", "conflict").contains(refused.code())) {
                assertThat(refused.text()).as(told).contains(one.field());
            }
            assertThat(rows()).as(told).isEqualTo(before);
        } else {
            assertThat(one.wrongType()
                            && !one.json().contains(":1e30")
                            && !one.json().contains(":[{}]"))
                    .as(told + " was taken: " + answer)
                    .isFalse();
        }
    }

    /** Changes with every row that comes, goes or changes. */
    private long rows() {
        return crm.read(tx -> {
            long sum = 0;
            for (String table : List.of("account", "contact", "lead", "opportunity")) {
                sum = sum * 31
                        + tx.sql()
                                .createQuery("SELECT count(*) + coalesce(sum(version), 0) FROM " + table)
                                .mapTo(Long.class)
                                .one();
            }
            for (String table : List.of(
                    "activity",
                    "stage_change",
                    "team",
                    "custom_field",
                    "stage",
                    "merge",
                    "intake",
                    "export_file",
                    "target_list",
                    "list_member",
                    "consent",
                    "outbox")) {
                sum = sum * 31
                        + tx.sql()
                                .createQuery("SELECT count(*) FROM " + table)
                                .mapTo(Long.class)
                                .one();
            }
            return sum;
        });
    }
}
