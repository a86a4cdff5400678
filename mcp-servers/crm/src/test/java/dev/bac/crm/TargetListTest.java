package dev.bac.crm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Lists of people, and who of them may be written to. */
class TargetListTest {
    private static final int HISTORIES = Integer.getInteger("histories", 1);
    private final TestServer crm = CrmToolsTest.prepared();

    private void contact(String name, String more) {
        crm.ok("crm_contact_save", "{\"name\":\"" + name + "\"" + more + "}");
    }

    private JsonNode recipients(String list, String more) {
        return crm.ok("crm_list_recipients", "{\"list\":\"" + list + "\",\"way\":\"email\"" + more + "}");
    }

    private void says(String person, boolean agreed, String more) {
        crm.ok("crm_list_consent", "{\"person\":\"" + person + "\",\"agreed\":" + agreed + more + "}");
    }

    @Test
    void aListHoldsWhoWasPutOnItOrWhoFitsItsConditions() {
        contact("Ann Lee", ",\"email\":\"ann@acme.example\",\"jobTitle\":\"Buyer\"");
        contact("Bob Ray", "");
        crm.ok("crm_list_save", "{\"name\":\"Fair\",\"add\":[\"Ann Lee\",\"CON-1002\",\"ann@acme.example\"]}");
        crm.ok(
                "crm_list_save",
                "{\"name\":\"Buyers\",\"conditions\":[{\"field\":\"jobTitle\",\"is\":\"holds\",\"value\":\"buyer\"}]}");
        contact("Eve Fox", ",\"jobTitle\":\"Head Buyer\"");

        assertThat(crm.ok("crm_list_show", "{\"list\":\"Fair\"}").path("items").findValuesAsString("name"))
                .containsExactly("Ann Lee", "Bob Ray");
        assertThat(crm.ok("crm_list_show", "{\"list\":\"LIST-1002\"}")
                        .path("items")
                        .findValuesAsString("name"))
                .containsExactly("Ann Lee", "Eve Fox");
        assertThat(crm.refused("crm_list_save", "{\"name\":\"Buyers\",\"add\":[\"Bob Ray\"]}")
                        .text())
                .contains("whoever fits its conditions");
        assertThat(crm.ok("crm_list_save", "{\"name\":\"Fair\",\"remove\":[\"Bob Ray\"]}")
                        .path("members")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void onlyWhoAgreedGetsACampaignEachAddressOnceAndNoFormula() {
        contact("=Ann Lee", ",\"email\":\"ann@acme.example\"");
        contact("Bob Ray", ",\"email\":\"bob@acme.example\"");
        contact("Eve Fox", "");
        crm.ok("crm_list_save", "{\"name\":\"Fair\",\"add\":[\"CON-1001\",\"CON-1002\",\"CON-1003\"]}");
        says("CON-1001", true, ",\"list\":\"Fair\"");
        says("CON-1003", true, "");

        assertThat(recipients("Fair", "").path("csv").asString())
                .isEqualTo("to,name,first_name,company\r\nann@acme.example,'=Ann Lee,'=Ann,\r\n");
        assertThat(recipients("Fair", "").path("withoutAddress").asInt()).isEqualTo(1);
        assertThat(recipients("Fair", ",\"agreedOnly\":false")
                        .path("recipients")
                        .asInt())
                .isEqualTo(2);
        says("CON-1001", false, ",\"way\":\"email\"");
        assertThat(recipients("Fair", ",\"agreedOnly\":false").path("csv").asString())
                .contains("bob@")
                .doesNotContain("ann@");
    }

    @Test
    void whatALeadSaidIsItsContactsOnceItIsConverted() {
        crm.ok("crm_lead_create", "{\"name\":\"Ann Lee\",\"company\":\"Acme\",\"email\":\"ann@acme.example\"}");
        says("LEAD-1001", true, "");
        crm.ok("crm_lead_convert", "{\"lead\":\"LEAD-1001\"}");
        crm.ok("crm_list_save", "{\"name\":\"Fair\",\"add\":[\"CON-1001\"]}");

        assertThat(recipients("Fair", "").path("recipients").asInt()).isEqualTo(1);
    }

    /** Whatever is said, merged and undone: recipients are who a plain list of what was said allows. */
    @Test
    void recipientsAreWhoWhatWasSaidAllows() {
        for (int run = 0; run < HISTORIES; run++) {
            long seed = Seeds.next();
            new TargetListTest().history("seed " + seed, new Random(seed));
        }
    }

    private record Said(int person, boolean agreed, int list, String way) {}

    private void history(String seed, Random random) {
        int people = 5;
        for (int i = 0; i < people; i++) {
            contact("Person " + i, ",\"email\":\"p" + i + "@x.example\"");
        }
        for (int list = 1; list <= 2; list++) {
            crm.ok("crm_list_save", "{\"name\":\"List " + list + "\"}");
        }
        var said = new ArrayList<Said>();
        var on = new TreeSet<String>();
        for (int step = 0; step < 40; step++) {
            int person = random.nextInt(people);
            int list = random.nextInt(3);
            if (random.nextInt(3) == 0 && list > 0) {
                boolean add = random.nextInt(3) > 0;
                crm.ok(
                        "crm_list_save",
                        "{\"name\":\"List %d\",\"%s\":[\"CON-%d\"]}"
                                .formatted(list, add ? "add" : "remove", 1001 + person));
                boolean _ = add ? on.add(list + "/" + person) : on.remove(list + "/" + person);
                continue;
            }
            String way = List.of("", "email", "phone").get(random.nextInt(3));
            boolean agreed = random.nextBoolean();
            says(
                    "CON-" + (1001 + person),
                    agreed,
                    (list == 0 ? "" : ",\"list\":\"List " + list + "\"")
                            + (way.isEmpty() ? "" : ",\"way\":\"" + way + "\""));
            said.add(new Said(person, agreed, list, way));
        }
        check(seed, said, on, people);
        String merge = crm.approved(
                        "crm_merge_create", "{\"kind\":\"contact\",\"keep\":\"CON-1001\",\"merge\":[\"CON-1002\"]}")
                .path("number")
                .asString("MRG-1001");
        crm.ok("crm_merge_undo", "{\"merge\":\"" + (merge.isEmpty() ? "MRG-1001" : merge) + "\"}");
        check(seed + ", merged and undone", said, on, people);
        assertThat(crm.ok("crm_tenant_verify", "{}").path("problems")).as(seed).isEmpty();
    }

    private void check(String seed, List<Said> said, TreeSet<String> on, int people) {
        for (int list = 1; list <= 2; list++) {
            var expected = new TreeSet<String>();
            for (int person = 0; person < people; person++) {
                Boolean global = last(said, person, 0);
                Boolean own = last(said, person, list);
                boolean may = !Boolean.FALSE.equals(global) && (own == null ? Boolean.TRUE.equals(global) : own);
                if (may && on.contains(list + "/" + person)) {
                    expected.add("p" + person + "@x.example");
                }
            }
            var told = new TreeSet<>(recipients("List " + list, "")
                    .path("csv")
                    .asString()
                    .lines()
                    .skip(1)
                    .map(line -> line.substring(0, line.indexOf(',')))
                    .toList());
            assertThat(told).as(seed + " list " + list).isEqualTo(expected);
        }
    }

    private static @org.jspecify.annotations.Nullable Boolean last(List<Said> said, int person, int list) {
        return said.reversed().stream()
                .filter(one -> one.person() == person
                        && one.list() == list
                        && !one.way().equals("phone"))
                .map(Said::agreed)
                .findFirst()
                .orElse(null);
    }
}
