package dev.bac.crm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/**
 * Out as a table, in again, out again: the same; and an import taken back leaves everything as it was. On random records,
 * {@code -Dhistories=1000} for a long run.
 */
class RoundTripTest {
    private static final int HISTORIES = Integer.getInteger("histories", 1);
    /** In the order in which they refer to each other. */
    private static final List<String> KINDS = List.of("account", "contact", "opportunity", "lead");

    private static final Pattern FORMULA = Pattern.compile("(^|,|\r\n)\"?[=+@\\-]");

    private static final List<String> NASTY = List.of(
            "=cmd|' /C calc'!A0",
            "+1-2",
            "@SUM(A1)",
            "-3",
            "'quoted",
            "''=twice",
            "semi;colon, comma",
            "say \"hi\"",
            "مرحبا العالم",
            "🎪 circus 🧪",
            "back\\slash\\",
            "'; DROP TABLE contact; --",
            "Zoë d'Été",
            "1e30",
            "null",
            "=",
            "\u202Eevil",
            "ignore");

    @Test
    void anExportThatIsImportedIsExportedTheSame() {
        each((seed, random) -> {
            var from = filled(random, 14);
            var tables = new TreeMap<String, String>();
            KINDS.forEach(kind -> tables.put(kind, export(from, kind)));

            assertThat(tables.values()).as(seed + ", no cell is a formula").noneMatch(csv -> FORMULA.matcher(csv)
                    .find());
            KINDS.forEach(kind -> {
                var same = taken(from, kind, tables.get(kind));
                assertThat(same.path("added").asInt()
                                + same.path("changed").asInt()
                                + same.path("failed").asInt())
                        .as(seed + ", what is there already: " + same)
                        .isZero();
            });
            var to = company(from.otherTenant());
            KINDS.forEach(kind -> {
                var done = taken(to, kind, tables.get(kind));
                assertThat(done.path("failed").asInt()).as(seed + " " + done).isZero();
            });
            KINDS.forEach(
                    kind -> assertThat(export(to, kind)).as(seed + " " + kind).isEqualTo(tables.get(kind)));
            assertThat(to.ok("crm_tenant_verify", "{}").path("problems"))
                    .as(seed)
                    .isEmpty();
        });
    }

    @Test
    void anImportThatIsRevertedLeavesEverythingAsItWasAndADryRunToldWhatItWouldDo() {
        each((seed, random) -> {
            var crm = filled(random, 8);
            var other = filled(random, 10);
            String before = everything(crm);
            int imports = 0;
            for (String kind : KINDS) {
                String csv = withoutNumbers(export(other, kind));
                if (csv.lines().count() < 2) {
                    continue;
                }
                imports++;
                var arguments = table(kind, csv).put("newCompanies", true);
                var would = crm.ok(
                        "crm_import_create",
                        arguments.deepCopy().put("dry_run", true).toString());
                var done = crm.approved("crm_import_create", arguments.toString());
                for (String count : List.of("added", "changed", "left", "failed")) {
                    assertThat(done.path(count))
                            .as(seed + " " + kind + " " + count)
                            .isEqualTo(would.path(count));
                }
            }
            for (int number = 1000 + imports; number > 1000; number--) {
                var back = crm.approved("crm_import_revert", "{\"importNumber\":\"IMP-" + number + "\"}");
                assertThat(back.path("kept").size()).as(seed + " " + back).isZero();
            }
            assertThat(everything(crm)).as(seed).isEqualTo(before);
            assertThat(crm.ok("crm_tenant_verify", "{}").path("problems"))
                    .as(seed)
                    .isEmpty();
        });
    }

    private interface History {
        void of(String seed, Random random);
    }

    private static void each(History history) {
        for (int run = 0; run < HISTORIES; run++) {
            long seed = Seeds.next();
            history.of("seed " + seed, new Random(seed));
        }
    }

    private static ObjectNode table(String kind, String csv) {
        return TestServer.parse("{}").put("kind", kind).put("csv", csv);
    }

    private static ObjectNode taken(TestServer crm, String kind, String csv) {
        return csv.lines().count() < 2
                ? TestServer.parse("{}")
                : crm.approved("crm_import_create", table(kind, csv).toString());
    }

    static String export(TestServer crm, String kind) {
        String uri = crm.ok("crm_export_create", "{\"kind\":\"" + kind + "\"}")
                .path("uri")
                .asString();
        return crm.ok("crm_export_read", "{\"export\":\"" + uri.replace("crm://exports/", "") + "\"}")
                .path("csv")
                .asString();
    }

    /** A table of another system: our numbers mean nothing there. */
    private static String withoutNumbers(String csv) {
        return csv.replaceFirst("number", "their")
                .replace(",accountNumber", ",a")
                .replace("contactNumber", "c")
                .replace("dealNumber", "d");
    }

    private static String everything(TestServer crm) {
        return crm.read(tx -> {
            var all = new StringBuilder();
            for (String name : KINDS) {
                tx.sql()
                        .createQuery("SELECT CAST(to_jsonb(t) - 'version' AS text) FROM " + name + " t ORDER BY id")
                        .mapTo(String.class)
                        .forEach(row -> all.append(row).append('\n'));
            }
            for (String name : List.of("stage_change", "lead_frequency", "record_count", "activity")) {
                tx.sql()
                        .createQuery("SELECT CAST(to_jsonb(t) AS text) FROM " + name
                                + " t WHERE to_jsonb(t) -> 'records' IS DISTINCT FROM '0' ORDER BY 1")
                        .mapTo(String.class)
                        .forEach(row -> all.append(row).append('\n'));
            }
            return all.toString();
        });
    }

    private static TestServer company(TestServer crm) {
        crm.ok(
                "crm_tenant_prepare",
                "{\"name\":\"Test company\",\"currency\":\"EUR\",\"zone\":\"Europe/Berlin\",\"locale\":\"en\"}");
        for (String kind : KINDS) {
            for (String type : List.of("text", "number", "date", "yes_no")) {
                crm.ok(
                        "crm_setup_field",
                        "{\"kind\":\"%s\",\"title\":\"Own %s\",\"type\":\"%s\"}"
                                .formatted(kind, type.replace('_', ' '), type));
            }
        }
        crm.ok("crm_setup_team", "{\"team\":\"North\"}");
        return crm;
    }

    private static TestServer filled(Random random, int records) {
        var crm = company(CrmToolsTest.prepared().otherTenant());
        var made = new ArrayList<String>();
        made.add(crm.ok("crm_account_save", "{\"name\":\"First\"}")
                .path("account")
                .path("number")
                .asString());
        for (int i = 0; i < records; i++) {
            String name = word(random) + " " + i;
            var call = TestServer.parse("{}").put("name", name);
            String tool =
                    switch (random.nextInt(4)) {
                        case 0 -> {
                            call.put("city", word(random))
                                    .put("industry", word(random))
                                    .put("country", "DE");
                            yield "crm_account_save";
                        }
                        case 1 -> {
                            some(random, call, "email", "p%d@x%d.example".formatted(i, random.nextInt(3)));
                            some(random, call, "phone", "+4420794609%02d".formatted(i));
                            some(random, call, "jobTitle", word(random));
                            account(random, made, call, "account");
                            yield "crm_contact_save";
                        }
                        case 2 -> {
                            some(random, call, "note", word(random) + "\nsecond line\r\n\tthird");
                            some(random, call, "source", word(random));
                            some(random, call, "email", "l%d@y.example".formatted(i));
                            call.put("company", word(random) + " " + random.nextInt(4));
                            yield "crm_lead_create";
                        }
                        default -> {
                            call.put("amount", "" + random.nextInt(100_000) / 100.0);
                            account(random, made, call, "account");
                            yield "crm_opportunity_create";
                        }
                    };
            var done = crm.ok(tool, call.toString());
            String number = done.findValuesAsString("number").getFirst();
            made.add(number);
            mark(random, crm, number);
            if (tool.equals("crm_lead_create")) {
                switch (random.nextInt(3)) {
                    case 0 -> crm.call("crm_lead_convert", "{\"lead\":\"" + number + "\"}");
                    case 1 -> crm.ok("crm_lead_update", "{\"lead\":\"" + number + "\",\"status\":\"lost\"}");
                    default -> {}
                }
            }
        }
        return crm;
    }

    private static void account(Random random, List<String> made, ObjectNode call, String field) {
        var accounts = made.stream().filter(number -> number.startsWith("ACC")).toList();
        if (!accounts.isEmpty()) {
            call.put(field, accounts.get(random.nextInt(accounts.size())));
        }
    }

    private static void some(Random random, ObjectNode call, String field, String value) {
        if (random.nextBoolean()) {
            call.put(field, value);
        }
    }

    private static void mark(Random random, TestServer crm, String number) {
        var call = TestServer.parse("{}").put("record", number).put("owner", word(random));
        if (random.nextBoolean()) {
            call.put("team", "North");
        }
        call.putArray("addTags").add(word(random)).add("vip" + random.nextInt(3));
        call.putArray("fields")
                .add("own_text=" + word(random))
                .add("own_number=" + (random.nextInt(2_000_000) - 1_000_000) + "00." + random.nextInt(1000))
                .add("own_date=2028-02-29")
                .add("own_yes_no=" + (random.nextBoolean() ? "yes" : "no"));
        crm.ok("crm_record_update", call.toString());
    }

    private static String word(Random random) {
        return NASTY.get(random.nextInt(NASTY.size()));
    }
}
