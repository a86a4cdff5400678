package dev.bac.orchestrator.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.agents.format.Definitions;
import dev.bac.agents.format.Fleet;
import dev.bac.agents.format.WorkflowLint;
import dev.bac.agents.workflow.Workflow;
import dev.bac.erp.ErpSeed;
import dev.bac.erp.item.ItemStore;
import dev.bac.erp.order.Customers;
import dev.bac.erp.stock.Move;
import dev.bac.finance.invoice.InvoiceDraft;
import dev.bac.finance.invoice.InvoiceStore;
import dev.bac.finance.journal.Journal;
import dev.bac.finance.journal.Numbers;
import dev.bac.mcp.ToolJson;
import dev.bac.orchestrator.platform.Servers;
import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.store.OutboxEvent;
import dev.bac.tools.Effect;
import dev.bac.tools.Manifest;
import java.math.BigDecimal;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** The workflows that ship, on the real servers: what happens in one domain is carried into the others, once. */
@Timeout(180)
class AcrossDomainsTest {
    private static final TestPlatform TEST = TestPlatform.shared();
    private static final UUID ACME = id("acme");
    private final Flows flows = new Flows(TEST);

    private static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    @BeforeAll
    static void stock() {
        var seed = new ErpSeed(
                List.of(new Customers.Customer(ACME, "Acme")),
                List.of(new ErpSeed.WarehouseSeed(id("flow-warehouse"), "Flow hall")),
                List.of(new ItemStore.Draft(
                        id("flow-item"),
                        "Flow valve",
                        "Valves",
                        "pcs",
                        "EUR",
                        new BigDecimal("12.34"),
                        new BigDecimal("7.00"))),
                List.of(new ErpSeed.MoveSeed(
                        id("flow-move"),
                        Move.Kind.RECEIVE,
                        id("flow-item"),
                        null,
                        id("flow-warehouse"),
                        new BigDecimal("1000"),
                        LocalDate.now(TestPlatform.ZONE).minusDays(3),
                        null)),
                List.of());
        TestPlatform.tenancy(TEST.platform())
                .seed(TEST.ours().id(), "erp", ToolJson.mapper().valueToTree(seed));
    }

    private JsonNode delivered(String quantity) {
        var order = TEST.admin()
                .tool(
                        "erp",
                        "erp_order_create",
                        "{\"customer\": \"Acme\", \"item\": \"Flow valve\", \"quantity\": \"" + quantity + "\"}")
                .path("structuredContent")
                .path("order");
        var done = TEST.admin()
                .tool(
                        "erp",
                        "erp_order_deliver",
                        "{\"order\": \"" + order.path("number").asString() + "\"}");
        assertThat(done.path("isError").asBoolean(false)).as(done.toString()).isFalse();
        return order;
    }

    private static String invoices(String number) {
        return TEST.finance("""
                SELECT count(*) FROM invoice_line WHERE description LIKE '%s %%'
                """.formatted(number));
    }

    @Test
    void invoicesADeliveryOnceHoweverOftenItsEventComes() {
        JsonNode order = delivered("3");
        String number = order.path("number").asString();
        Flows.await(() -> invoices(number).equals("1"), () -> "no invoice of " + number + " " + runs());

        for (OutboxEvent event : TEST.platform().server("erp").store().outbox().next("somebody else", 1000)) {
            TEST.platform().workflows().events().accept(event);
        }
        delivered("1");
        String later = delivered("2").path("number").asString();
        Flows.await(() -> invoices(later).equals("1"), () -> "no invoice of " + later + " " + runs());

        assertThat(invoices(number)).isEqualTo("1");
        assertThat(TEST.finance("""
                        SELECT net::numeric(19, 2)::text FROM invoice WHERE id IN
                            (SELECT invoice_id FROM invoice_line WHERE description LIKE '%s %%')
                        """.formatted(number))).isEqualTo("37.02");
        var compared = flows.ended(flows.start("reconcile-deliveries", "{}"));
        assertThat(compared.at("/output/complete").asBoolean())
                .as(compared.toString())
                .isTrue();
        assertThat(compared.at("/output/missing").toString()).isEqualTo("[]");
        assertThat(compared.at("/output/different").toString()).isEqualTo("[]");
    }

    private static String runs() {
        return TEST.admin()
                .get("/api/v1/runs?kind=workflow&limit=20")
                .json()
                .path("items")
                .valueStream()
                .map(run -> run.path("workflow").asString() + " "
                        + run.path("state").asString() + " " + run.path("text").asString(""))
                .toList()
                .toString();
    }

    @Test
    void remindsOfAnOverdueInvoiceOnceHoweverOftenItsEventComesAndTicksItOffWhenItIsOver() {
        String number = overdueInvoice();
        Flows.await(() -> count(reminders(false), number) == 1, () -> "no reminder of " + number + " " + runs());
        for (OutboxEvent event :
                TEST.platform().server("finance").store().outbox().next("somebody else", 1000)) {
            TEST.platform().workflows().events().accept(event);
        }
        var extended = TEST.admin()
                .tool(
                        "finance",
                        "finance_invoice_extend",
                        "{\"invoice\": \"%s\", \"dueDate\": \"%s\", \"reason\": \"agreed\"}"
                                .formatted(number, today().plusDays(9)));
        assertThat(extended.path("isError").asBoolean(false))
                .as(extended.toString())
                .isFalse();

        Flows.await(() -> count(reminders(true), number) == 0, () -> "not ticked off " + number + " " + runs());
        assertThat(count(reminders(false), number)).isEqualTo(1);
        assertThat(reminders(false)).noneMatch(subject -> subject.startsWith("INV-1002 "));
    }

    private static String overdueInvoice() {
        var id = UUID.randomUUID();
        TEST.platform().server("finance").store().write(TEST.ours().id(), tx -> {
            new InvoiceStore(new Journal(), new Numbers())
                    .issue(
                            tx,
                            List.of(new InvoiceDraft(
                                    id,
                                    ACME,
                                    "Acme",
                                    "EUR",
                                    BigDecimal.ONE,
                                    today().minusDays(40),
                                    today().minusDays(10),
                                    List.of(InvoiceDraft.Line.of(
                                            "late", BigDecimal.ONE, new BigDecimal("19.90"), BigDecimal.ZERO, "EUR")),
                                    InvoiceDraft.Terms.NONE)));
            return true;
        });
        return TEST.finance("SELECT number FROM invoice WHERE id = '%s'".formatted(id));
    }

    private static long count(List<String> subjects, String number) {
        return subjects.stream()
                .filter(subject -> subject.startsWith(number + " of Acme, due "))
                .count();
    }

    @Test
    void writesWhatRecursOnceHoweverOftenItRuns() {
        TEST.platform().server("finance").store().write(TEST.ours().id(), tx -> tx.sql()
                .execute(
                        """
                        INSERT INTO recurring (id, name, kind, template, unit, every, starts_on, next_on, state)
                        VALUES (gen_random_uuid(), 'Retainer', 'INVOICE', CAST(? AS jsonb), 'MONTH', 1, ?, ?, 'ACTIVE')
                        """,
                        "{'kind':'invoice','party':'Acme','amount':'12','description':'retainer'}".replace('\'', '"'),
                        today(),
                        today()));
        var first = flows.ended(flows.start("recurring-documents", "{}"));
        flows.ended(flows.start("recurring-documents", "{}"));
        assertThat(first.at("/run/state").asString()).as(first.toString()).isEqualTo("done");
        assertThat(TEST.finance("SELECT count(*) FROM invoice_line WHERE description = 'retainer'"))
                .isEqualTo("1");
    }

    private static LocalDate today() {
        return LocalDate.now(TestPlatform.ZONE);
    }

    private static List<String> reminders(boolean openOnly) {
        return TEST.admin()
                .tool("crm", "crm_activity_list", "{\"limit\": 200, \"openOnly\": %s}".formatted(openOnly))
                .at("/structuredContent/items")
                .valueStream()
                .map(one -> one.path("subject").asString())
                .filter(subject -> subject.endsWith("is overdue"))
                .toList();
    }

    @Test
    void takesASignedRequestOnceAndNoOther() {
        flows.put("from-outside", """
                runAs: {service: outside, scopes: []}
                triggers: [{webhook: true, when: "has(event.order)"}]
                steps: [{id: seen, set: "=event.order"}]
                """);
        var hook =
                TEST.admin().post("/api/v1/workflows/from-outside/webhook", "").json();
        String path = hook.path("url").asString().replaceFirst("^https?://[^/]*", "");
        String secret = hook.path("secret").asString();
        String now = Long.toString(Instant.now().getEpochSecond());
        String body = "{\"order\": \"A-1\"}";
        String signature = Hooks.sign(secret, now, body);

        assertThat(sent(path, now, "v1=00", body)).isEqualTo("401 unauthorized");
        assertThat(sent(path, now, signature, body.replace('1', '2'))).isEqualTo("401 unauthorized");
        assertThat(sent(path.replace("from-outside", "overdue-invoices"), now, signature, body))
                .isEqualTo("401 unauthorized");
        String old = Long.toString(Instant.now().getEpochSecond() - 600);
        assertThat(sent(path, old, Hooks.sign(secret, old, body), body)).isEqualTo("410 expired");
        assertThat(sent(path, now, signature, body)).startsWith("202");
        assertThat(sent(path, now, signature, body)).as("the same again").isEqualTo("409 conflict");
        assertThat(sent(path, now, Hooks.sign(secret, now, "{}"), "{}")).isEqualTo("400 invalid");
    }

    private static String sent(String path, String timestamp, String signature, String body) {
        var reply = TEST.nobody()
                .send(TEST.nobody()
                        .request(path)
                        .header("X-Bac-Timestamp", timestamp)
                        .header("X-Bac-Signature", signature)
                        .POST(BodyPublishers.ofString(body)));
        return reply.problem();
    }

    @Test
    void shipsNothingThatNamesAToolThatThereIsNot() {
        var tools = new HashMap<String, Effect>();
        Servers.NAMES.forEach(server -> Manifest.shipped(server)
                .orElseThrow()
                .tools()
                .forEach(entry -> tools.put(entry.name(), entry.effect())));
        var workflows = Definitions.workflows().values().stream()
                .map(Definitions.Written::workflow)
                .toList();
        var agents = Fleet.shipped().all().stream().map(agent -> agent.name()).collect(Collectors.toSet());

        assertThat(WorkflowLint.check(workflows, tools, agents)).isEmpty();
        assertThat(workflows).extracting(Workflow::name).contains("delivery-invoice", "opportunity-won-order");
    }
}
