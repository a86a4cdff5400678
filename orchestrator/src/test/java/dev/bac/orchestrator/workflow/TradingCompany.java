package dev.bac.orchestrator.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.erp.ErpSeed;
import dev.bac.erp.item.ItemStore;
import dev.bac.erp.order.Customers;
import dev.bac.erp.stock.Move;
import dev.bac.identity.Role;
import dev.bac.identity.TenantId;
import dev.bac.mcp.ToolJson;
import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.orchestrator.testing.Web;
import dev.bac.store.OutboxEvent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A company of its own with two warehouses and two items, seen through its tools, its books and its events. */
final class TradingCompany {
    static final LocalDate TODAY = LocalDate.now(TestPlatform.ZONE);
    private static final Pattern NUMBER = Pattern.compile("\\b(DN|GR|RT|SB|PO|SO|TF|WO)-\\d+");
    private static final AtomicInteger AGAIN = new AtomicInteger();

    private final TestPlatform test = TestPlatform.shared();
    private final TenantId tenant;
    private final Web admin;

    /** @param relayed false when the test carries the stock's events to the books by itself */
    TradingCompany(String slug, boolean relayed) {
        var company = TestPlatform.company(test.platform(), slug);
        tenant = company.id();
        var member = test.platform().access().members().enrol(tenant, "lead", Set.of(Role.ADMIN));
        admin = new Web(test.platform().baseUrl(), Optional.of(test.key(member)));
        if (!relayed) {
            workflows().catalogue().enable(tenant, "stock-to-books", false);
        }
        TestPlatform.tenancy(test.platform())
                .seed(tenant, "erp", ToolJson.mapper().valueToTree(seed()));
        tool("erp", "erp_supplier_save", "{'name': 'Lumina', 'tolerance': '10'}");
    }

    private static ErpSeed seed() {
        return new ErpSeed(
                List.of(new Customers.Customer(id("acme"), "Acme")),
                List.of(
                        new ErpSeed.WarehouseSeed(id("north"), "North hall"),
                        new ErpSeed.WarehouseSeed(id("south"), "South hall")),
                List.of(item("Valve", "12.34", "7.00"), item("Pump", "99.90", "61.37")),
                List.of(opening("Valve", 100), opening("Pump", 40)),
                List.of());
    }

    private static ItemStore.Draft item(String name, String price, String cost) {
        return new ItemStore.Draft(id(name), name, "Parts", "pcs", "EUR", new BigDecimal(price), new BigDecimal(cost));
    }

    private static ErpSeed.MoveSeed opening(String item, int pieces) {
        return new ErpSeed.MoveSeed(
                id("opening " + item),
                Move.Kind.RECEIVE,
                id(item),
                null,
                id("north"),
                BigDecimal.valueOf(pieces),
                TODAY.minusDays(30),
                null);
    }

    static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    TenantId tenant() {
        return tenant;
    }

    Web admin() {
        return admin;
    }

    Workflows workflows() {
        return test.platform().workflows();
    }

    /** Calls a tool; quotes may be single. */
    JsonNode call(String server, String tool, String arguments) {
        return admin.tool(server, tool, arguments.replace('\'', '"'));
    }

    /** The result of a tool that must not refuse. */
    JsonNode tool(String server, String tool, String arguments) {
        var answer = call(server, tool, arguments);
        assertThat(answer.path("isError").asBoolean(false))
                .as(tool + " " + answer)
                .isFalse();
        assertThat(answer.has("structuredContent")).as(tool + " " + answer).isTrue();
        return answer.path("structuredContent");
    }

    /** The first document number in what a tool says of itself. */
    static String number(JsonNode result, String prefix) {
        return NUMBER.matcher(result.path("summary").asString() + " "
                        + result.at("/order/number").asString(""))
                .results()
                .map(found -> found.group())
                .filter(number -> number.startsWith(prefix))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + prefix + " in " + result));
    }

    String sql(String server, String query) {
        return test.platform().server(server).store().read(tenant, tx -> tx.sql()
                .createQuery(query)
                .mapTo(String.class)
                .one());
    }

    /** What the stock is worth, by its items. */
    BigDecimal stock() {
        return new BigDecimal(sql("erp", "SELECT coalesce(sum(value), 0)::text FROM stock_worth"));
    }

    /** What the account with that role holds. */
    BigDecimal account(String role) {
        return new BigDecimal(sql("finance", """
                SELECT coalesce(sum(p.amount), 0)::text FROM posting p
                  JOIN ledger_account l ON l.code = p.account WHERE l.role = '%s'
                """.formatted(role)));
    }

    /** Number and net amount of what was written for notes, in the order of the notes. */
    String documents(String kind) {
        return sql("finance", """
                SELECT coalesce(string_agg(note || ' ' || round(net, 2), ', ' ORDER BY note), '')
                  FROM goods_document WHERE kind = '%s'
                """.formatted(kind));
    }

    /** Waits until that was written for notes. */
    void written(String kind, String documents) {
        Flows.await(
                () -> documents(kind).equals(documents),
                () -> kind + " " + documents(kind) + " is not " + documents + "; " + troubled());
    }

    /** What the stock has told so far, in the order of its outbox. */
    List<OutboxEvent> told() {
        return outbox("erp")
                .filter(event -> event.type().startsWith("erp.stock."))
                .toList();
    }

    /** All that the server has told of this company, once nothing that came before can still appear. */
    Stream<OutboxEvent> outbox(String server) {
        var store = test.platform().server(server).store();
        var all = new java.util.ArrayList<OutboxEvent>();
        String expected = sql(server, "SELECT count(*)::text FROM outbox");
        Flows.await(
                () -> {
                    all.clear();
                    String reader = "reader " + AGAIN.incrementAndGet();
                    for (var some = store.outbox().next(reader, 1000);
                            !some.isEmpty();
                            some = store.outbox().next(reader, 1000)) {
                        all.addAll(some);
                        store.outbox().done(reader, some.getLast().position());
                    }
                    return all.stream()
                                    .filter(one -> one.tenant().equals(tenant))
                                    .count()
                            >= Long.parseLong(expected);
                },
                () -> "not all of " + expected + " events can be read");
        return List.copyOf(all).stream().filter(event -> event.tenant().equals(tenant));
    }

    /** Runs the workflow with an event, as a run of its own, and waits until it is over. */
    JsonNode carry(String workflow, OutboxEvent event) {
        var entry = workflows().catalogue().find(tenant, workflow).orElseThrow();
        var begin = new Starts.Begin(
                WorkflowRun.Cause.EVENT,
                Optional.of("again/" + AGAIN.incrementAndGet()),
                JsonNodeFactory.instance.objectNode(),
                Optional.of(Events.body(event)));
        return ended(workflows().starts().start(tenant, entry, begin).orElseThrow());
    }

    /** Starts a workflow for a person; what it came to. */
    JsonNode run(String workflow, String input) {
        var reply = admin.post("/api/v1/workflows/" + workflow + "/runs", "{\"input\": " + input + "}");
        assertThat(reply.status()).as(reply.http().body()).isEqualTo(202);
        return ended(UUID.fromString(reply.json().path("run").asString()));
    }

    private JsonNode ended(UUID run) {
        var over = Set.of("done", "failed", "cancelled", "parked");
        Flows.await(() -> over.contains(shown(run).at("/run/state").asString()), () -> "run " + shown(run));
        var shown = shown(run);
        assertThat(shown.at("/run/state").asString()).as(shown.toString()).isEqualTo("done");
        return shown.path("output");
    }

    private JsonNode shown(UUID run) {
        return admin.get("/api/v1/runs/" + run).json();
    }

    /** The runs of a workflow, with their steps. */
    List<JsonNode> runs(String workflow) {
        return admin.get("/api/v1/runs?kind=workflow&limit=100")
                .json()
                .path("items")
                .valueStream()
                .filter(run -> run.path("workflow").asString().equals(workflow))
                .map(run -> shown(UUID.fromString(run.path("id").asString())))
                .toList();
    }

    /** The runs of the company that are not over or went wrong. */
    String troubled() {
        return admin.get("/api/v1/runs?kind=workflow&limit=100")
                .json()
                .path("items")
                .valueStream()
                .filter(run -> !run.path("state").asString().equals("done"))
                .map(run -> run.path("workflow").asString() + " "
                        + run.path("state").asString() + " " + run.path("text").asString(""))
                .toList()
                .toString();
    }

    /** Both ledgers find themselves sound. */
    void verify() {
        var stock = tool("erp", "erp_stock_verify", "{}");
        assertThat(stock.path("findings")).as(stock.toString()).isEmpty();
        assertThat(stock.path("checks").intValue()).isPositive();
        var books = tool("finance", "finance_books_verify", "{}");
        assertThat(books.path("sound").booleanValue()).as(books.toString()).isTrue();
    }
}
