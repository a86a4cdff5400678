package dev.bac.crm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.testing.LeavesFaults;
import dev.bac.mcp.testing.TestServer;
import dev.bac.mcp.testing.ToolSnapshots;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

public class CrmToolsTest {
    private final TestServer crm = prepared();

    public static TestServer prepared() {
        var server = TestServer.of(CrmServer.declare());
        server.ok("crm_tenant_prepare", """
                {"name":"Test company","currency":"EUR","zone":"Europe/Berlin","locale":"en"}""");
        return server;
    }

    /** The company in which they are listed is never prepared. */
    @Test
    @LeavesFaults
    void toolsAreAsCommitted() {
        ToolSnapshots.verify(CrmServer.declare(), Path.of("src/test/resources/tools"));
    }

    @Test
    void addsALeadAndConvertsItToANewAccountAndContact() {
        crm.ok("crm_lead_create", """
                {"name":"Jane Doe","company":"Acme","email":"Jane@Acme.example","phone":"+44 20 7946 0958"}""");

        var converted = crm.ok("crm_lead_convert", "{\"lead\":\"jane doe\"}");

        assertThat(converted.path("summary").asString())
                .isEqualTo(
                        "LEAD-1001 Jane Doe, Acme became the new contact CON-1001 Jane Doe, Acme, with the new account"
                                + " ACC-1001 Acme.");
        var contact = crm.ok("crm_contact_search", "{\"query\":\"+44 20 7946 0958\"}");
        assertThat(contact.path("items").path(0).path("email").asString()).isEqualTo("jane@acme.example");
    }

    @Test
    void addsAReminderOnAnAccountByItsName() {
        crm.ok("crm_lead_create", "{\"name\":\"Jane Doe\",\"company\":\"Globex GmbH\"}");
        crm.ok("crm_lead_convert", "{\"lead\":\"LEAD-1001\",\"opportunity\":\"LED refit\",\"amount\":\"1200\"}");

        var moved = crm.ok("crm_opportunity_update", "{\"opportunity\":\"Globex\",\"stage\":\"negotiation\"}");
        var reminder = crm.ok("crm_activity_create", """
                {"kind":"reminder","subject":"Call Globex","due":"2026-03-20","related":"globex"}""");

        assertThat(moved.path("summary").asString())
                .isEqualTo("OPP-1001 LED refit (Globex GmbH): moved from new to negotiation.");
        assertThat(reminder.path("summary").asString())
                .isEqualTo("Added the reminder ACT-1001 \"Call Globex\" for 2026-03-20 on ACC-1001 Globex GmbH.");
        assertThat(crm.ok("crm_tenant_verify", "{}").path("problems")).isEmpty();
    }

    @Test
    void listsTenToTwentyFiveToolsToWhoAsksForNoToolset() {
        assertThat(prepared().usual()).hasSizeBetween(10, 25);
    }
}
