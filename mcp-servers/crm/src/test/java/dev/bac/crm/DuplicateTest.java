package dev.bac.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bac.mcp.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records, and rows of tables, that are there twice. */
class DuplicateTest {
    private final TestServer crm = CrmToolsTest.prepared();

    private void contact(String name, String more) {
        crm.ok("crm_contact_save", "{\"name\":\"" + name + "\"" + more + "}");
    }

    private String reasons(String kind) {
        var found = crm.ok("crm_duplicate_find", "{\"kind\":\"" + kind + "\",\"atLeast\":\"0.4\"}");
        return found.path("items").size() == 0
                ? ""
                : found.path("items").get(0).path("reasons").toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "John Smith | Jon Smyth  | same sound",
                "Jane Doe   | Doe, Jané  | alike name",
                "Jane Doe   | jane  doe  | same name",
                "Maria Petersen | Maria Peterson | alike name",
            })
    void namesThatAreAlikeOrSoundTheSameAreFound(String one, String other, String reason) {
        contact(one, "");
        contact(other, "");
        contact("Somebody Else", "");

        assertThat(reasons("contact")).contains(reason);
    }

    @Test
    void theSamePhoneIsFoundHoweverItIsWritten() {
        contact("Ann Lee", ",\"phone\":\"+44 20 7946 0958\"");
        contact("A. Lee-Jones", ",\"phone\":\"+44 (0)20-7946-0958\"");

        assertThat(reasons("contact")).contains("same phone");
    }

    @Test
    void companiesAreTheSameByNameWhateverTheirLegalFormOrByDomain() {
        crm.ok("crm_lead_create", "{\"name\":\"A B\",\"company\":\"Acme\",\"email\":\"a@acme.example\"}");
        crm.ok("crm_lead_convert", "{\"lead\":\"LEAD-1001\"}");
        crm.ok("crm_lead_create", "{\"name\":\"C D\",\"company\":\"Akme Trading\",\"email\":\"c@acme.example\"}");
        crm.ok("crm_lead_convert", "{\"lead\":\"LEAD-1002\"}");

        assertThat(reasons("account")).contains("same domain");
    }

    @Test
    void oneRecordsDuplicatesAreFoundWithTheirReasons() {
        contact("John Smith", ",\"phone\":\"+44 20 7946 0958\"");
        contact("Jon Smith", ",\"phone\":\"+44 20 7946 0958\"");
        contact("Mary Major", "");

        var found = crm.ok("crm_duplicate_find", "{\"record\":\"CON-1002\"}");

        assertThat(found.path("summary").asString())
                .isEqualTo("1 pair may be the same, such as CON-1002 Jon Smith and CON-1001 John Smith (same phone,"
                        + " alike name, same sound).");
    }

    @Test
    void everyPairComesOncePageByPage() {
        for (int i = 0; i < 12; i++) {
            contact("Person Numberone " + (char) ('a' + i / 2), "");
        }
        var pairs = new HashSet<String>();
        String cursor = "";
        int seen = 0;
        do {
            var page = crm.ok("crm_duplicate_find", "{\"limit\":3,\"atLeast\":\"0.4\",\"cursor\":\"" + cursor + "\"}");
            for (var pair : page.path("items")) {
                pairs.add(pair.path("one").asString() + pair.path("other").asString());
                seen++;
            }
            cursor = page.path("next").asString("");
        } while (!cursor.isEmpty());

        assertThat(seen).isEqualTo(pairs.size()).isEqualTo(12 * 11 / 2);
    }

    @Test
    void anotherTenantsRecordIsNotFound() {
        contact("John Smith", "");
        var other = crm.otherTenant();
        other.ok(
                "crm_tenant_prepare",
                "{\"name\":\"Other\",\"currency\":\"EUR\",\"zone\":\"Europe/Berlin\",\"locale\":\"en\"}");
        other.ok("crm_contact_save", "{\"name\":\"John Smith\"}");

        assertThat(other.refused("crm_duplicate_find", "{\"record\":\"CON-1002\"}")
                        .code())
                .isEqualTo("not_found");
        assertThat(other.ok("crm_duplicate_find", "{\"atLeast\":\"0\"}")
                        .path("total")
                        .asInt())
                .isZero();
    }

    /**
     * Febrl's first set (Christen, "Febrl", 2008): 500 people and a copy of each with typing errors. Another file of its
     * shape ({@code rec_id} tells which rows belong together) is measured with {@code -Dbac.crm.duplicates=<path>}.
     */
    @Test
    void rowsOfAKnownTableAreLinkedAlmostWithoutError() throws IOException {
        String given = System.getProperty("bac.crm.duplicates");
        Path file = given == null ? shared("crm", "febrl1.csv") : Path.of(given);
        assumeTrue(Files.isReadable(file), "no " + file);
        var lines = Files.readAllLines(file);
        var groups = new HashMap<String, List<Integer>>();
        var table = new ArrayList<String>();
        for (int i = 0; i < lines.size(); i++) {
            int comma = lines.get(i).indexOf(',');
            table.add(lines.get(i).substring(comma + 1));
            if (i > 0) {
                String person = lines.get(i).substring(0, comma).strip().replaceFirst("^rec-([0-9]+)-.*", "$1");
                groups.computeIfAbsent(person, _ -> new ArrayList<>()).add(i);
            }
        }
        var truth = new HashSet<String>();
        for (var group : groups.values()) {
            for (int one : group) {
                group.stream().filter(other -> other > one).forEach(other -> truth.add("row " + one + "/row " + other));
            }
        }
        var arguments = TestServer.parse("{}").put("csv", String.join("\n", table));

        var found = crm.ok("crm_duplicate_find", arguments.toString());

        long right = found.path("items")
                .valueStream()
                .filter(pair -> truth.contains(
                        pair.path("one").asString() + "/" + pair.path("other").asString()))
                .count();
        double precision = (double) right / Math.max(1, found.path("items").size());
        double recall = (double) right / truth.size();
        System.out.printf(
                "PRINT duplicates in %s: precision %.4f, recall %.4f (%d rows, %d true pairs, %d found)%n",
                file.getFileName(),
                precision,
                recall,
                table.size() - 1,
                truth.size(),
                found.path("items").size());
        assertThat(precision).isGreaterThanOrEqualTo(0.98);
        assertThat(recall).isGreaterThanOrEqualTo(0.95);
    }

    private static Path shared(String folder, String file) {
        Path root = Path.of("").toAbsolutePath();
        while (root.getParent() != null && !Files.isDirectory(root.resolveSibling("shared"))) {
            root = root.getParent();
        }
        return root.resolveSibling("shared").resolve("data").resolve(folder).resolve(file);
    }
}
