package dev.bac.finance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.ToolAnswer;
import dev.bac.mcp.ToolInvocation;
import dev.bac.mcp.testing.TestServer;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recurring invoices, bills and journal entries: each day of a schedule has one document. Today is 16 March 2026. */
class RecurringTest {
    private static final int AT_ONCE = 8;
    private static final int HISTORIES = Math.max(2, Integer.getInteger("histories", 150) / 50);

    private static final Books UNTOUCHED = Books.open();
    private final Books books = Books.open();

    @Test
    void writesWhatIsDueOnItsDaysWithTheMonthInItsText() {
        save(
                "Support",
                "invoice",
                "month",
                "\"party\":\"Acme\",\"amount\":\"100\",\"taxRate\":\"19\","
                        + "\"start\":\"2026-01-31\",\"dueInDays\":10",
                "support {month}");
        save(
                "Rent",
                "bill",
                "month",
                "\"party\":\"DHL\",\"amount\":\"50\",\"account\":\"Rent\",\"start\":\"2026-02-28\","
                        + "\"dayOfMonth\":31",
                "rent");
        save(
                "Depreciation",
                "journal",
                "quarter",
                "\"debit\":\"6100\",\"credit\":\"1000\",\"amount\":\"7\",\"start\":\"2025-10-01\",\"end\":\"2026-01-01\"",
                "x");
        var done = run("{}");
        assertThat(done.at("/summary").stringValue()).isEqualTo("Wrote 5 recurring documents up to 2026-03-16.");
        assertThat(column("SELECT issued_on || ' ' || due_on || ' ' || total::numeric(9,2) FROM invoice ORDER BY 1"))
                .containsExactly("2026-01-31 2026-02-10 119.00", "2026-02-28 2026-03-10 119.00");
        assertThat(column("SELECT description FROM invoice_line ORDER BY 1"))
                .containsExactly("support February 2026", "support January 2026");
        assertThat(column("SELECT billed_on FROM bill")).containsExactly("2026-02-28");
        assertThat(column("SELECT booked_on FROM journal_entry WHERE source = 'MANUAL' ORDER BY 1"))
                .containsExactly("2025-10-01", "2026-01-01");
        assertThat(run("{}").at("/items").size()).isZero();
        assertThat(column("SELECT name FROM recurring WHERE next_on IS NULL")).containsExactly("Depreciation");
        assertThat(books.findings()).isEmpty();
    }

    @Test
    void ofManyWhoRunAtOnceEachDayIsWrittenByOne() throws Exception {
        var random = new Random(20_260_317);
        for (int history = 0; history < HISTORIES; history++) {
            var fresh = Books.open();
            int expected = 0;
            for (int i = 0; i < 4; i++) {
                int months = random.nextInt(1, 5);
                expected += months;
                fresh.server().approved("finance_recurring_save", """
                        {"name":"r%d","kind":"invoice","every":"month","description":"x","party":"Acme","amount":"%d",
                         "start":"%s"}""".formatted(
                                i, random.nextInt(1, 900), Books.TODAY.minusMonths(months - 1L)));
            }
            var answers = atOnce(fresh);
            assertThat(answers).allMatch(ToolAnswer.Result.class::isInstance);
            assertThat(fresh.count("invoice")).isEqualTo(Integer.toString(expected));
            assertThat(fresh.count("(SELECT DISTINCT recurring_id, due_on FROM recurring_run) r"))
                    .isEqualTo(Integer.toString(expected));
            assertThat(fresh.findings()).isEmpty();
        }
    }

    @Test
    void oneThatIsRefusedStaysDueAndKeepsNobodyElseBack() {
        save("Early", "invoice", "month", "\"party\":\"Acme\",\"amount\":\"1\",\"start\":\"2026-01-10\"", "x");
        save("Late", "invoice", "month", "\"party\":\"Globex\",\"amount\":\"2\",\"start\":\"2026-03-10\"", "x");
        books.server().approved("finance_period_lock", "{\"month\":\"2026-01\",\"state\":\"soft\"}");
        var done = run("{}");
        assertThat(done.at("/items").size()).isEqualTo(1);
        assertThat(done.at("/problems/0/problem").stringValue()).contains("2026-01 is locked");
        assertThat(books.server()
                        .ok("finance_recurring_list", "{}")
                        .at("/summary")
                        .stringValue())
                .isEqualTo("2 recurring documents, 1 could not be written.");
        books.server().approved("finance_period_lock", "{\"month\":\"2026-01\",\"state\":\"open\"}");
        assertThat(run("{}").at("/items").size()).isEqualTo(3);
        assertThat(column("SELECT count(*) FROM recurring WHERE problem IS NOT NULL"))
                .containsExactly("0");
        assertThat(books.findings()).isEmpty();
    }

    @Test
    void whatAPauseLeftOutIsNotMadeUpForAndAChangeKeepsWhatIsWritten() {
        var monthly = "\"party\":\"Acme\",\"amount\":\"%s\",\"start\":\"2026-01-05\"%s";
        save("Support", "invoice", "month", monthly.formatted("1", ",\"state\":\"paused\""), "x");
        assertThat(run("{}").at("/items").size()).isZero();
        save("support", "invoice", "month", monthly.formatted("1", ""), "x");
        assertThat(run("{}").at("/items").size()).isZero();
        assertThat(column("SELECT name || ' ' || next_on FROM recurring")).containsExactly("support 2026-04-05");
        save("Weekly", "invoice", "week", "\"party\":\"Acme\",\"amount\":\"1\",\"start\":\"2026-03-02\"", "x");
        assertThat(run("{\"name\":\"Weekly\"}").at("/items").size()).isEqualTo(3);
        save(
                "Weekly",
                "invoice",
                "week",
                "\"party\":\"Acme\",\"amount\":\"3\",\"start\":\"2026-03-02\",\"interval\":3",
                "x");
        assertThat(column("SELECT next_on FROM recurring WHERE name = 'Weekly'"))
                .containsExactly("2026-03-23");
        assertThat(run("{}").at("/items").size()).isZero();
    }

    @Test
    void aPartyThatHasAnotherNameNowIsFound() {
        save("Support", "invoice", "month", "\"party\":\"Acme\",\"amount\":\"1\",\"start\":\"2026-03-05\"", "x");
        books.seed(new FinanceSeed(
                List.of(new dev.bac.finance.party.Party(
                        Books.id("acme"), "Acme Limited", dev.bac.finance.party.Party.Kind.CUSTOMER, 30)),
                null,
                null,
                null,
                null,
                null,
                null));
        assertThat(run("{}").at("/items").size()).isEqualTo(1);
        assertThat(column("SELECT customer FROM invoice")).containsExactly("Acme Limited");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "kind":"invoice","every":"month","amount":"1"                                  | party: is missing
            "kind":"invoice","every":"month","party":"DHL","amount":"1"                    | party: no customer
            "kind":"invoice","every":"month","party":"Acme"                                | amount: is missing
            "kind":"invoice","every":"month","party":"Acme","amount":"1e30"                | amount: is too large
            "kind":"invoice","every":"month","party":"Acme","amount":"-1"                  | amount: must be above zero
            "kind":"invoice","every":"month","party":"Acme","amount":"1","dayOfMonth":32   | dayOfMonth: must be 1 to 31
            "kind":"invoice","every":"week","party":"Acme","amount":"1","dayOfMonth":3     | dayOfMonth: goes with month
            "kind":"invoice","every":"month","party":"Acme","amount":"1","interval":0      | interval: must be 1 to 100
            "kind":"invoice","every":"month","party":"Acme","amount":"1","start":"2026-02-29" | start
            "kind":"invoice","every":"month","party":"Acme","amount":"1","end":"2020-01-01" | end: 2020-01-01 is before
            "kind":"invoice","every":"month","party":"Acme","amount":"1","dueInDays":-1    | dueInDays: must be
            "kind":"invoice","every":"month","party":"Acme","amount":"1","debit":"Rent"    | debit: goes with a journal
            "kind":"invoice","every":"day","party":"Acme","amount":"1"                     | every: wants one of
            "kind":"journal","every":"month","debit":"Rent","credit":"1200","amount":"1"   | account 1200 is kept
            "kind":"bill","every":"month","party":"DHL","amount":"1","currency":"CHF"      | no exchange rate
            """)
    void whatCouldNeverBeWrittenIsRefusedWhenItIsSetUp(String more, String text) {
        var json = "{\"name\":\"n\",\"description\":\"x\",%s}".formatted(more);
        assertThat(UNTOUCHED.server().refused("finance_recurring_save", json).text())
                .contains(text);
        assertThat(UNTOUCHED.count("recurring")).isEqualTo("0");
        assertThat(UNTOUCHED.count("counter")).isEqualTo("0");
    }

    private void save(String name, String kind, String every, String more, String description) {
        books.server()
                .approved(
                        "finance_recurring_save",
                        "{\"name\":\"%s\",\"kind\":\"%s\",\"every\":\"%s\",\"description\":\"%s\",%s}"
                                .formatted(name, kind, every, description, more));
    }

    private tools.jackson.databind.node.ObjectNode run(String json) {
        return books.server().approved("finance_recurring_run", json);
    }

    private List<String> column(String sql) {
        return books.server()
                .read(tx -> tx.sql().createQuery(sql).mapTo(String.class).list());
    }

    private static List<ToolAnswer> atOnce(Books books) throws Exception {
        var server = books.server();
        var hash = server.asks("finance_recurring_run", "{}").argumentsHash();
        Callable<ToolAnswer> one = () -> server.call(ToolInvocation.of("finance_recurring_run", TestServer.parse("{}"))
                .granted(server.grant("finance_recurring_run", hash)));
        try (var executor = Executors.newFixedThreadPool(AT_ONCE)) {
            var answers = new java.util.ArrayList<ToolAnswer>();
            for (var done : executor.invokeAll(java.util.Collections.nCopies(AT_ONCE, one))) {
                answers.add(done.get());
            }
            return answers;
        }
    }
}
