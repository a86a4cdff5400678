package dev.bac.crm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.ProgressSink;
import dev.bac.mcp.ToolAnswer;
import dev.bac.mcp.ToolInvocation;
import dev.bac.mcp.ToolServer;
import dev.bac.mcp.testing.TestServer;
import java.util.ArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class ContactImportTest {
    private static final String TOOL = "crm_contact_import";
    private final TestServer crm = CrmToolsTest.prepared();

    private static String table(int rows) {
        return IntStream.rangeClosed(1, rows)
                .mapToObj(i -> "Person %d,p%d@acme.example".formatted(i, i))
                .collect(Collectors.joining("\n", "name,email\n", "\n"));
    }

    private static ObjectNode arguments(String csv) {
        return TestServer.parse("{}").put("csv", csv);
    }

    private long contacts() {
        return crm.read(tx -> tx.sql()
                .createQuery("SELECT count(*) FROM contact")
                .mapTo(Long.class)
                .one());
    }

    private ToolInvocation agreed(ObjectNode arguments) {
        var asked = (ToolAnswer.NeedsApproval) crm.call(ToolInvocation.of(TOOL, arguments));
        return ToolInvocation.of(TOOL, arguments).granted(crm.grant(TOOL, asked.argumentsHash()));
    }

    @Test
    void aDryRunTellsWhatEachRowWouldComeToAndKeepsNothing() {
        crm.ok("crm_contact_save", "{\"name\":\"Ann Lee\",\"email\":\"ann@acme.example\"}");

        var would = crm.ok(TOOL, arguments("""
                First name;Last name;E-Mail;Job title
                Ann;Lee;ANN@acme.example;Buyer
                Bob;Ray;bob@acme.example;
                ;;nobody@acme.example;
                Eve;Fox;no address;
                """).put("dry_run", true).toString());

        assertThat(would.path("summary").asString())
                .isEqualTo("4 rows: 1 new contacts, 1 changed, 0 left as they were, 2 with a problem.");
        assertThat(would.path("problems").get(1).path("line").asInt()).isEqualTo(4);
        assertThat(would.path("problems").get(1).path("problem").asString()).contains("no e-mail address");
        assertThat(contacts()).isEqualTo(1);
        long orders = crm.read(tx -> tx.sql()
                .createQuery("SELECT count(*) FROM contact_import")
                .mapTo(Long.class)
                .one());
        assertThat(orders).isZero();
    }

    @Test
    void addsTheNewChangesTheKnownAndTellsProblemsOfRows() {
        crm.ok("crm_contact_save", "{\"name\":\"Ann Lee\",\"email\":\"ann@acme.example\"}");

        var done = crm.approved(
                TOOL,
                arguments(
                                "name,email,job title,company\nAnn Lee,ann@acme.example,Buyer,\n"
                                        + "Bob Ray,bob@acme.example,,\nBob Ray,bob@acme.example,Clerk,\nEve Fox,,,Nowhere Ltd\n")
                        .toString());

        assertThat(done.path("summary").asString())
                .isEqualTo("4 rows: 1 new contacts, 2 changed, 0 left as they were, 1 with a problem.");
        assertThat(done.path("state").asString()).isEqualTo("done");
        assertThat(contacts()).isEqualTo(2);
        assertThat(crm.ok("crm_contact_search", "{\"query\":\"Bob\"}")
                        .path("items")
                        .get(0)
                        .path("jobTitle")
                        .asString())
                .isEqualTo("Clerk");
    }

    @Test
    void goesOnAfterARestartWhereItWasAndTakesNoRowTwice() {
        var call = agreed(arguments(table(120))).keyed("list of March");
        var told = new ArrayList<String>();

        var broken = crm.server().call(crm.caller(), call, (done, total, message) -> {
            told.add(done + "/" + total);
            if (done >= 50) {
                Thread.currentThread().interrupt();
            }
        });

        assertThat(Thread.interrupted()).isTrue();
        assertThat(((ToolAnswer.Refused) broken).code()).isEqualTo("cancelled");
        assertThat(told).containsExactly("25/120", "50/120");
        assertThat(contacts()).isEqualTo(50);

        var reopened =
                ToolServer.on(crm.server().store(), CrmServer.declare(), TestServer.security(), TestServer.CLOCK);
        var done = (ToolAnswer.Result) reopened.call(crm.caller(), call, ProgressSink.NONE);
        assertThat(done.content().path("added").asInt()).isEqualTo(120);
        assertThat(contacts()).isEqualTo(120);

        var again = (ToolAnswer.Result) crm.call(call);
        assertThat(again.content().path("added").asInt()).isEqualTo(120);
        assertThat(contacts()).isEqualTo(120);
    }

    @Test
    void whatWasStoppedStaysStopped() {
        var call = agreed(arguments(table(60))).keyed("list of April");
        var _ = crm.server()
                .call(crm.caller(), call, (_, _, _) -> Thread.currentThread().interrupt());
        assertThat(Thread.interrupted()).isTrue();

        crm.server().stop(crm.caller(), call);
        var after = (ToolAnswer.Result) crm.call(call);

        assertThat(after.content().path("state").asString()).isEqualTo("stopped");
        assertThat(after.text()).contains("35 not taken in, as it was stopped");
        assertThat(contacts()).isEqualTo(25);
    }

    @Test
    void asksBeforeItTouchesManyRecords() {
        assertThat(crm.asks(TOOL, arguments(table(3)).toString()).text()).contains("3 new contacts");
        assertThat(contacts()).isZero();
    }

    @Test
    void saysWhatATableNeeds() {
        assertThat(crm.refused(TOOL, arguments("email\na@b.example\n").toString())
                        .text())
                .contains("no column holds names");
        assertThat(crm.refused(TOOL, arguments("name\nLee, Ann\n").toString()).text())
                .startsWith("csv: line 2 has 2 fields, the header 1");
    }
}
