package dev.bac.crm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.testing.TestServer;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** How far a campaign has come with each of its people. */
class ListStatusTest {
    private static final int HISTORIES = Integer.getInteger("histories", 1);
    private final TestServer crm = CrmToolsTest.prepared();

    private void people(int count) {
        for (int i = 0; i < count; i++) {
            crm.ok(
                    "crm_contact_save",
                    "{\"name\":\"Person %1$d\",\"email\":\"p%1$d@x.example\",\"jobTitle\":\"Buyer\"}".formatted(i));
        }
    }

    private JsonNode save(String more) {
        return crm.ok("crm_list_save", "{\"name\":\"Fair\"%s}".formatted(more));
    }

    private JsonNode shown(String more) {
        return crm.ok("crm_list_show", "{\"list\":\"Fair\"%s}".formatted(more));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",\"add\":[\"CON-1001\",\"CON-1002\",\"CON-1003\"]",
                ",\"conditions\":[{\"field\":\"jobTitle\",\"is\":\"equal\",\"value\":\"Buyer\"}]"
            })
    void aListTellsWhoWasWrittenAndWhoAnswered(String members) {
        people(3);
        save(members);
        assertThat(shown("").path("summary").asString()).isEqualTo("LIST-1001 Fair: 3 people.");
        assertThat(shown("").at("/items/0/status").asString()).isEqualTo("planned");

        assertThat(save(",\"status\":\"bounced\",\"mark\":[\"Person 2\"]")
                        .path("marked")
                        .asInt())
                .isOne();
        assertThat(save(",\"status\":\"sent\"").path("summary").asString())
                .isEqualTo("Changed LIST-1001 Fair: 3 people on it, 2 now sent.");
        save(",\"status\":\"responded\",\"mark\":[\"CON-1001\"]");
        assertThat(shown("").path("summary").asString())
                .isEqualTo("LIST-1001 Fair: 3 people (1 sent, 1 responded, 1 bounced).");
        var responded = shown(",\"status\":\"responded\"");
        assertThat(responded.path("total").asInt()).isOne();
        assertThat(responded.path("items").findValuesAsString("name")).containsExactly("Person 0");
        assertThat(responded.at("/items/0/since").asString()).startsWith("2026-03-16T10:00");

        save(",\"status\":\"planned\"");
        assertThat(shown(",\"status\":\"planned\"").path("total").asInt()).isEqualTo(3);
    }

    @Test
    void aCampaignIsSentAgainOnlyToThoseItWasNotSentTo() {
        people(2);
        save(",\"add\":[\"CON-1001\",\"CON-1002\"],\"status\":\"sent\",\"mark\":[\"CON-1001\"]");
        assertThat(crm.ok(
                                "crm_list_recipients",
                                "{\"list\":\"Fair\",\"way\":\"email\",\"agreedOnly\":false,\"status\":\"planned\"}")
                        .path("csv")
                        .asString())
                .contains("p1@x.example")
                .doesNotContain("p0@x.example");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            crm_list_save | {"name":"Fair","mark":["CON-1001"]}                   | status: say how far
            crm_list_save | {"name":"Fair","status":"sent","mark":["CON-1002"]}   | mark: CON-1002 Person 1 is not on LIST-1001 Fair
            crm_list_save | {"name":"Fair","status":"opened"}                     | status
            crm_list_show | {"status":"sent"}                                     | list: name the list
            """)
    void aStatusThatNobodyCanHaveIsRefusedAndChangesNothing(String tool, String json, String words) {
        people(2);
        save(",\"add\":[\"CON-1001\"]");
        assertThat(crm.refused(tool, json).text()).contains(words);
        assertThat(shown(",\"status\":\"planned\"").path("total").asInt()).isOne();
    }

    /** Whoever was two and is one now stands where the further one stood, and is two again as they were when that is undone. */
    @Test
    void aMergeKeepsTheFurtherStatusAndItsUndoBoth() {
        for (int run = 0; run < HISTORIES; run++) {
            long seed = Seeds.next();
            new ListStatusTest().merged("seed " + seed, new Random(seed));
        }
    }

    private static final Map<String, Integer> FAR =
            Map.of("planned", 1, "bounced", 2, "sent", 3, "declined", 4, "responded", 5);

    private void merged(String seed, Random random) {
        people(4);
        save(",\"add\":[\"CON-1001\",\"CON-1002\",\"CON-1003\",\"CON-1004\"]");
        for (int step = 0; step < 6; step++) {
            save(",\"status\":\"%s\",\"mark\":[\"CON-%d\"]"
                    .formatted(
                            FAR.keySet().stream().sorted().toList().get(random.nextInt(5)), 1001 + random.nextInt(4)));
        }
        var before = standing();
        int furthest = before.entrySet().stream()
                .filter(one -> !one.getKey().equals("CON-1004"))
                .mapToInt(one -> FAR.get(one.getValue()))
                .max()
                .orElseThrow();
        crm.approved(
                "crm_merge_create",
                "{\"kind\":\"contact\",\"keep\":\"CON-1001\",\"merge\":[\"CON-1002\",\"CON-1003\"]}");
        var during = standing();
        assertThat(during).as(seed).containsOnlyKeys("CON-1001", "CON-1004");
        assertThat(FAR.get(during.get("CON-1001"))).as(seed + " " + before).isEqualTo(furthest);
        if (random.nextBoolean()) {
            // Taken off and put on again, there is one already where the undo would put one back.
            save(",\"remove\":[\"CON-1001\"]");
            save(",\"add\":[\"CON-1001\"]");
            crm.ok("crm_merge_undo", "{\"merge\":\"MRG-1001\"}");
            assertThat(standing())
                    .as(seed)
                    .containsEntry("CON-1001", "planned")
                    .containsEntry("CON-1004", before.get("CON-1004"));
        } else {
            crm.ok("crm_merge_undo", "{\"merge\":\"MRG-1001\"}");
            assertThat(standing()).as(seed).isEqualTo(before);
        }
        assertThat(crm.ok("crm_tenant_verify", "{}").path("problems")).as(seed).isEmpty();
    }

    private Map<String, String> standing() {
        var standing = new TreeMap<String, String>();
        shown("")
                .path("items")
                .forEach(one -> standing.put(
                        one.path("number").asString(), one.path("status").asString()));
        return standing;
    }
}
