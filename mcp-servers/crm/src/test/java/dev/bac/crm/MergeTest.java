package dev.bac.crm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.ToolInvocation;
import dev.bac.mcp.testing.TestServer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Several records made one, and one several again. */
class MergeTest {
    private static final int HISTORIES = Integer.getInteger("histories", 2);
    private static final List<String> NOT_COMPARED = List.of("merge", "merge_row", "merged", "counter");
    private final TestServer crm = CrmToolsTest.prepared();

    private String account(String name) {
        String lead = crm.ok("crm_lead_create", "{\"name\":\"Jane Doe\",\"company\":\"" + name + "\"}")
                .path("lead")
                .path("number")
                .asString();
        return crm.ok("crm_lead_convert", "{\"lead\":\"" + lead + "\"}")
                .path("account")
                .asString()
                .split(" ", 2)[0];
    }

    private String contact(String name, String more) {
        return crm.ok("crm_contact_save", "{\"name\":\"" + name + "\"" + more + "}")
                .path("contact")
                .path("number")
                .asString();
    }

    private ObjectNode merge(String kind, String keep, String others, String more) {
        return crm.approved(
                "crm_merge_create",
                "{\"kind\":\"%s\",\"keep\":\"%s\",\"merge\":[%s]%s}".formatted(kind, keep, others, more));
    }

    @Test
    void theRecordKeptGetsWhatItLacksAndWhatWasChosen() {
        String first = contact("Jon Smith", ",\"email\":\"jon@acme.example\"");
        String second = contact(
                "John Smith", ",\"phone\":\"+44 20 7946 0958\",\"jobTitle\":\"Buyer\",\"email\":\"john@acme.example\"");

        var merged = merge(
                "contact",
                first,
                "\"" + second + "\"",
                ",\"fields\":[{\"field\":\"name\",\"from\":\"" + second + "\"}]");

        assertThat(merged.path("summary").asString())
                .isEqualTo("Merged CON-1002 John Smith into CON-1001 John Smith. Undo with MRG-1001.");
        var found = crm.ok("crm_contact_search", "{}");
        assertThat(found.path("total").asInt()).isEqualTo(1);
        var kept = found.path("items").get(0);
        assertThat(kept.path("name").asString()).isEqualTo("John Smith");
        assertThat(kept.path("email").asString()).isEqualTo("jon@acme.example");
        assertThat(kept.path("phone").asString()).isEqualTo("+442079460958");
        assertThat(kept.path("jobTitle").asString()).isEqualTo("Buyer");
    }

    @Test
    void mergedIdsStillAnswerAlsoAfterTheNextMerge() {
        String first = contact("Jon Smith", "");
        String second = contact("John Smith", "");
        String third = contact("J. Smith", "");
        String id = crm.ok("crm_contact_search", "{\"query\":\"" + third + "\"}")
                .path("items")
                .get(0)
                .path("id")
                .asString();
        merge("contact", second, "\"" + third + "\"", "");
        merge("contact", first, "\"" + second + "\"", "");

        for (String name : List.of(second, third, id)) {
            assertThat(crm.ok(
                                    "crm_contact_save",
                                    "{\"contact\":\"%s\",\"jobTitle\":\"%s\"}".formatted(name, "T" + name))
                            .path("contact")
                            .path("number")
                            .asString())
                    .isEqualTo(first);
        }
        assertThat(crm.refused("crm_merge_undo", "{\"merge\":\"MRG-1001\"}").text())
                .contains("undo MRG-1002 first");
    }

    @Test
    void undoKeepsWhatWasChangedSince() {
        String first = contact("Jon Smith", ",\"email\":\"jon@acme.example\"");
        String second = contact("John Smith", ",\"phone\":\"+44 20 7946 0958\"");
        merge("contact", first, "\"" + second + "\"", "");
        crm.ok("crm_contact_save", "{\"contact\":\"" + first + "\",\"email\":\"new@acme.example\"}");

        crm.ok("crm_merge_undo", "{\"merge\":\"MRG-1001\"}");

        var kept = crm.ok("crm_contact_search", "{\"query\":\"" + first + "\"}")
                .path("items")
                .get(0);
        assertThat(kept.path("email").asString()).isEqualTo("new@acme.example");
        assertThat(kept.path("phone").isMissingNode() || kept.path("phone").isNull())
                .isTrue();
        assertThat(crm.ok("crm_merge_undo", "{\"merge\":\"MRG-1001\"}")
                        .path("undoneBefore")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void aMergeLosesNoRowAndUndoneItWasNever() {
        for (int run = 0; run < HISTORIES; run++) {
            long seed = Seeds.next();
            new MergeTest().history("seed " + seed, new Random(seed));
        }
    }

    private void history(String seed, Random random) {
        var records = fill(random);
        var standing = new ArrayDeque<Map<String, JsonNode>>();
        var undo = new ArrayDeque<String>();
        for (int step = 0; step < 8; step++) {
            var kind = List.copyOf(records.keySet()).get(random.nextInt(records.size()));
            var all = records.get(kind);
            if (all.size() < 4) {
                continue;
            }
            Collections.shuffle(all, random);
            int gone = 1 + random.nextInt(3);
            var before = state();
            standing.push(before);
            String others = "\"" + String.join("\",\"", all.subList(1, 1 + gone)) + "\"";
            String choice =
                    random.nextBoolean() ? ",\"fields\":[{\"field\":\"email\",\"from\":\"" + all.get(1) + "\"}]" : "";
            undo.push(merge(kind, all.getFirst(), others, choice).path("merge").asString());
            all.subList(1, 1 + gone).clear();
            var after = state();
            for (String table : List.of("account", "contact", "lead")) {
                int fewer = table.equals(kind) ? gone : 0;
                assertThat(after.get(table).size())
                        .as(seed + table)
                        .isEqualTo(before.get(table).size() - fewer);
            }
            for (String table : List.of("opportunity", "activity", "stage_change")) {
                assertThat(after.get(table).size())
                        .as(seed + table)
                        .isEqualTo(before.get(table).size());
            }
            assertThat(crm.ok("crm_tenant_verify", "{}").path("problems"))
                    .as(seed)
                    .isEmpty();
        }
        while (!undo.isEmpty()) {
            crm.ok("crm_merge_undo", "{\"merge\":\"" + undo.pop() + "\"}");
            assertThat(state()).as(seed).isEqualTo(standing.pop());
        }
    }

    /** Some of everything, each pointing to some other. */
    private Map<String, List<String>> fill(Random random) {
        var records = new TreeMap<String, List<String>>();
        records.put("account", new ArrayList<>());
        records.put("contact", new ArrayList<>());
        records.put("lead", new ArrayList<>());
        for (int i = 0; i < 6; i++) {
            records.get("account").add(account("Company " + i));
        }
        for (int i = 0; i < 8; i++) {
            records.get("contact")
                    .add(contact(
                            "Person " + i,
                            (random.nextBoolean() ? ",\"email\":\"p%d@x.example\"".formatted(i) : "")
                                    + (random.nextInt(3) > 0
                                            ? ",\"account\":\"" + any(records.get("account"), random) + "\""
                                            : "")));
            records.get("lead")
                    .add(crm.ok("crm_lead_create", """
                    {"name":"Lead %d","email":"l%d@x.example"}""".formatted(i, i))
                            .path("lead")
                            .path("number")
                            .asString());
            crm.ok("crm_opportunity_create", """
                    {"account":"%s","name":"Deal %d","amount":"%d"}""".formatted(any(records.get("account"), random), i, i));
        }
        for (int i = 0; i < 20; i++) {
            var kind = List.copyOf(records.keySet()).get(random.nextInt(3));
            crm.ok("crm_activity_create", """
                    {"kind":"task","subject":"Task %d","related":"%s"}""".formatted(i, any(records.get(kind), random)));
        }
        return records;
    }

    private static String any(List<String> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }

    /** Every row of the tenant but for versions, which only grow, and what merges keep of themselves. */
    private Map<String, JsonNode> state() {
        var tables = crm.ok("crm_tenant_export", "{}").path("tables");
        var state = new TreeMap<String, JsonNode>();
        for (var table : tables.properties()) {
            if (!NOT_COMPARED.contains(table.getKey())) {
                var rows = new TreeMap<String, JsonNode>();
                table.getValue().forEach(row -> {
                    ((ObjectNode) row).remove("version");
                    rows.put(row.toString(), row);
                });
                var sorted = TestServer.parse("{}").putArray("rows");
                rows.values().forEach(sorted::add);
                state.put(table.getKey(), sorted);
            }
        }
        for (String table : List.of("account", "contact", "lead")) {
            var found = TestServer.parse("{}").putArray("rows");
            crm.read(tx -> tx.sql()
                            .createQuery("SELECT id || search || words::text || sound FROM " + table + " ORDER BY 1")
                            .mapTo(String.class)
                            .list())
                    .forEach(found::add);
            state.put(table + " found by", found);
        }
        return state;
    }

    @Test
    void ofManyMergesOfOneRecordOneWins() {
        for (int i = 0; i < 6; i++) {
            contact("Person " + i, "");
        }
        var calls = new ArrayList<ToolInvocation>();
        for (int i = 2; i <= 6; i++) {
            String json = "{\"kind\":\"contact\",\"keep\":\"CON-100%d\",\"merge\":[\"CON-1001\"]}".formatted(i);
            String hash = crm.asks("crm_merge_create", json).argumentsHash();
            calls.add(ToolInvocation.of("crm_merge_create", TestServer.parse(json))
                    .granted(crm.grant("crm_merge_create", hash)));
        }
        var outcomes = new ConcurrentLinkedQueue<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            calls.forEach(
                    call -> threads.submit(() -> outcomes.add(crm.call(call).toString())));
        }

        assertThat(outcomes).hasSize(5);
        assertThat(outcomes.stream().filter(one -> one.startsWith("Result"))).hasSize(1);
        assertThat(outcomes.stream().filter(one -> one.contains("code=conflict")))
                .hasSize(4);
        long left = crm.read(tx -> tx.sql()
                .createQuery("SELECT count(*) FROM contact")
                .mapTo(Long.class)
                .one());
        long tombstones = crm.read(tx -> tx.sql()
                .createQuery("SELECT count(*) FROM merged")
                .mapTo(Long.class)
                .one());
        assertThat(left + tombstones).isEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"kind\":\"contact\",\"keep\":\"CON-1001\",\"merge\":[]}                        | merge",
                "{\"kind\":\"contact\",\"keep\":\"CON-1001\",\"merge\":[\"CON-1001\"]}            | merge",
                "{\"kind\":\"contact\",\"keep\":\"CON-1001\",\"merge\":[\"CON-9999\"]}            | merge",
                "{\"kind\":\"deal\",\"keep\":\"CON-1001\",\"merge\":[\"CON-1002\"]}               | kind",
                "{\"kind\":\"contact\",\"keep\":\"CON-1001\",\"merge\":[\"CON-1002\"],\"fields\":[{\"field\":\"id; DROP TABLE contact\",\"from\":\"CON-1002\"}]} | fields",
                "{\"kind\":\"contact\",\"keep\":\"CON-1001\",\"merge\":[\"CON-1002\"],\"fields\":[{\"field\":\"email\",\"from\":\"CON-1003\"}]} | fields",
            })
    void refusesAMergeThatCannotBe(String json, String field) {
        contact("Jon Smith", "");
        contact("John Smith", "");
        contact("Ann Lee", "");

        assertThat(crm.refused("crm_merge_create", json).text()).startsWith(field);
    }

    @Test
    void anotherTenantsRecordsAndMergesAreNotFound() {
        String first = contact("Jon Smith", "");
        String second = contact("John Smith", "");
        merge("contact", first, "\"" + second + "\"", "");
        var other = crm.otherTenant();
        other.ok(
                "crm_tenant_prepare",
                "{\"name\":\"Other\",\"currency\":\"EUR\",\"zone\":\"Europe/Berlin\",\"locale\":\"en\"}");

        assertThat(other.refused("crm_merge_undo", "{\"merge\":\"MRG-1001\"}").code())
                .isEqualTo("not_found");
        assertThat(other.refused(
                                "crm_merge_create",
                                "{\"kind\":\"contact\",\"keep\":\"CON-1001\",\"merge\":[\"CON-1002\"]}")
                        .code())
                .isEqualTo("not_found");
    }
}
