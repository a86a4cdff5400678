package dev.bac.crm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.testing.TestServer;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Adding and changing companies. */
class AccountSaveTest {
    private final TestServer crm = CrmToolsTest.prepared();

    @Test
    void anAccountRenamedIsFoundWithItsPeopleByTheNewName() {
        crm.ok("crm_account_save", "{\"name\":\"Acme GmbH\",\"city\":\"Hamburg\",\"country\":\"de\"}");
        crm.ok("crm_contact_save", "{\"name\":\"Ann Lee\",\"account\":\"acme\"}");

        var renamed = crm.ok("crm_account_save", "{\"account\":\"ACC-1001\",\"name\":\"Zenith AG\"}");

        assertThat(renamed.path("summary").asString()).isEqualTo("Changed ACC-1001 Zenith AG, Hamburg.");
        assertThat(crm.ok("crm_contact_search", "{\"query\":\"zenith\"}")
                        .path("total")
                        .asInt())
                .isEqualTo(1);
        assertThat(crm.ok("crm_contact_search", "{\"query\":\"acme\"}")
                        .path("total")
                        .asInt())
                .isZero();
    }

    @Test
    void eightAddingOneCompanyAtOnceMakeItOne() {
        var outcomes = new ConcurrentLinkedQueue<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String name :
                    new String[] {"Acme", "ACME Ltd", "acme GmbH", "Acmé", "Acme", "Acme", "The Acme", "ACME"}) {
                String json = "{\"name\":\"" + name + "\"}";
                threads.submit(
                        () -> outcomes.add(crm.call("crm_account_save", json).toString()));
            }
        }

        assertThat(outcomes).hasSize(8);
        assertThat(outcomes.stream().filter(one -> one.startsWith("Result"))).hasSize(1);
        assertThat(crm.ok("crm_account_search", "{}").path("total").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                         | name",
                "{\"name\":\"🎉\"}                                          | name",
                "{\"name\":7}                                               | name",
                "{\"name\":\"A\",\"country\":\"Germany\"}                   | country",
                "{\"name\":\"A\",\"domain\":\"=cmdcmd!A0\"}          | domain",
                "{\"name\":\"A\",\"email\":\"x OR 1=1 --\"}                | email",
                "{\"name\":\"A\",\"phone\":\"12\"}                          | phone",
                "{\"account\":\"ACC-1001\",\"version\":7,\"city\":\"Bonn\"} | version",
                "{\"account\":\"ACC-1001\"}                                 | account",
                "{\"name\":\"acme\"}                                        | name",
            })
    void refusesWhatCannotBeAndChangesNothing(String json, String field) {
        crm.ok("crm_account_save", "{\"name\":\"Acme\"}");
        var before = crm.ok("crm_account_search", "{}");

        assertThat(crm.refused("crm_account_save", json).text()).startsWith(field);
        assertThat(crm.ok("crm_account_search", "{}")).isEqualTo(before);
    }

    @Test
    void namesOfAnyScriptAndWithAnySignsAreKeptAsTheyAre() {
        for (String name :
                new String[] {"شركة النور", "日本商事", "O'Neil & Sons; DROP TABLE account", "=SUM(A1) 🎉 Ltd"}) {
            var made = crm.ok(
                    "crm_account_save", TestServer.parse("{}").put("name", name).toString());

            assertThat(made.path("account").path("name").asString()).isEqualTo(name);
        }
        assertThat(crm.ok("crm_account_search", "{\"query\":\"النور\"}")
                        .path("total")
                        .asInt())
                .isEqualTo(1);
    }
}
