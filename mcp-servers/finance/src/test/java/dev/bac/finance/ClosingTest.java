package dev.bac.finance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bac.mcp.ToolAnswer;
import dev.bac.mcp.ToolInvocation;
import dev.bac.mcp.testing.TestServer;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Months that are locked, years that are closed, accounts with a floor: at every entrance and under concurrency. */
class ClosingTest {
    private static final int AT_ONCE = 12;
    private final Books books = Books.open();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            finance_invoice_create   | {"customer":"Acme","amount":"1","description":"x","issueDate":"2026-01-31"}
            finance_payment_record   | {"customer":"Acme","amount":"1","date":"2026-01-01"}
            finance_bill_create      | {"supplier":"DHL","amount":"1","description":"x","billDate":"2026-01-15"}
            finance_bill_pay         | {"supplier":"DHL","amount":"1","date":"2026-01-15"}
            finance_credit_create    | {"invoice":"INV-1001","reason":"x","date":"2026-01-15"}
            finance_journal_post     | {"debit":"Rent","credit":"Bank","amount":"1","description":"x","date":"2026-01-15","passSoftLock":true}
            finance_currency_revalue | {"asOf":"2026-01-31"}
            finance_year_close       | {"yearEnd":"2026-01-31"}
            """)
    void aMonthThatIsClosedForGoodRefusesEveryPath(String tool, String json) {
        books.invoice("Acme", "10", ",\"issueDate\":\"2025-12-01\",\"currency\":\"USD\"");
        books.server().ok("finance_rate_set", "{\"currency\":\"USD\",\"rate\":\"0.9\",\"date\":\"2026-01-20\"}");
        lock("2026-01", "hard");
        var refused = books.server().refused(tool, json);
        assertThat(refused.code()).isEqualTo("period_locked");
        assertThat(refused.text()).contains("date: 2026-01 is closed for good");
        assertThat(books.findings()).isEmpty();
    }

    @Test
    void theDatabaseRefusesAClosedMonthToTheOwnerTooAndKeepsTheLock() {
        lock("2026-01", "hard");
        var store = books.server().server().store();
        var tenant = books.server().caller().tenant();
        for (var sql : List.of(
                "INSERT INTO journal_entry (id, booked_on, description, source, source_id, recorded_at)"
                        + " VALUES (gen_random_uuid(), '2026-01-31', 'x', 'MANUAL', gen_random_uuid(), now())",
                "UPDATE period SET state = 'OPEN'",
                "DELETE FROM period")) {
            assertThatThrownBy(() -> store.asOwner(tenant, tx -> tx.sql().execute(sql)))
                    .hasStackTraceContaining("locked");
        }
        assertThat(books.server()
                        .refused("finance_period_lock", "{\"month\":\"2026-01\",\"state\":\"open\"}")
                        .text())
                .contains("closed for good");
    }

    @Test
    void aSoftLockLetsMarkedAdjustmentsThroughAndIsTakenBack() {
        lock("2026-02", "soft");
        var post =
                "{\"debit\":\"Rent\",\"credit\":\"Bank\",\"amount\":\"1\",\"description\":\"x\",\"date\":\"2026-02-10\"%s}";
        assertThat(books.server()
                        .refused("finance_journal_post", post.formatted(""))
                        .text())
                .contains("2026-02 is locked")
                .contains("finance_period_lock");
        books.server().approved("finance_journal_post", post.formatted(",\"passSoftLock\":true"));
        lock("2026-02", "open");
        books.server().approved("finance_journal_post", post.formatted(""));
        assertThat(books.balance("6100")).isEqualTo("2.00");
    }

    /** A closed account takes no posting, whichever tool asks, until it is opened again. */
    @Test
    void anAccountThatIsClosedTakesNoPosting() {
        var post = "{\"debit\":\"Rent\",\"credit\":\"Bank\",\"amount\":\"1\",\"description\":\"x\"}";
        books.server().ok("finance_setup_account", "{\"code\":\"6100\",\"closed\":true}");
        for (var call : List.of(
                "finance_journal_post|" + post,
                "finance_transfer_hold|" + post,
                "finance_bill_create|{\"supplier\":\"DHL\",\"amount\":\"1\",\"description\":\"x\",\"account\":\"6100\"}",
                "finance_setup_bank_rule|{\"contains\":\"rent\",\"account\":\"6100\"}",
                "finance_recurring_save|{\"name\":\"r\",\"kind\":\"journal\",\"every\":\"month\","
                        + post.substring(1))) {
            var refused =
                    books.server().refused(call.substring(0, call.indexOf('|')), call.substring(call.indexOf('|') + 1));
            assertThat(refused.text())
                    .as(call)
                    .contains("account 6100 is closed")
                    .contains("finance_setup_account");
            assertThat(refused.text()).as(call).matches("(debit|account): .*");
        }
        assertThat(books.count("posting")).isEqualTo("0");
        books.server().ok("finance_setup_account", "{\"code\":\"6100\",\"closed\":false}");
        books.server().approved("finance_journal_post", post);
        assertThat(books.balance("6100")).isEqualTo("1.00");
    }

    @Test
    void closingAYearCarriesItsResultToEquityAndChangesNoStatement() {
        books.invoice("Acme", "500", ",\"issueDate\":\"2025-05-05\"");
        books.invoice("Acme", "200", ",\"issueDate\":\"2025-06-05\",\"currency\":\"USD\"");
        books.server()
                .approved(
                        "finance_bill_create",
                        "{\"supplier\":\"DHL\",\"amount\":\"150\",\"description\":\"x\",\"billDate\":\"2025-07-01\"}");
        var profit = "{\"kind\":\"profit_and_loss\",\"from\":\"2025-01-01\",\"to\":\"2025-12-31\"}";
        var sheet = "{\"kind\":\"balance_sheet\",\"to\":\"2025-12-31\"}";
        var before = books.server().ok("finance_statement_get", profit);
        var equity = books.server().ok("finance_statement_get", sheet).at("/sections/2/total/amount");
        assertThat(before.at("/result/amount").stringValue()).isEqualTo("534.00");

        var closed = books.server().approved("finance_year_close", "{\"yearEnd\":\"2025-12-31\"}");
        assertThat(closed.at("/result/amount").stringValue()).isEqualTo("534.00");
        assertThat(books.server().ok("finance_statement_get", profit)).isEqualTo(before);
        var after = books.server().ok("finance_statement_get", sheet);
        assertThat(after.at("/sections/2/total/amount")).isEqualTo(equity);
        assertThat(after.at("/balanced").booleanValue()).isTrue();
        assertThat(after.at("/result/amount").stringValue()).isEqualTo("0.00");
        assertThat(books.balance("3100")).isEqualTo("-534.00");
        assertThat(books.server()
                        .refused("finance_year_close", "{\"yearEnd\":\"2025-12-31\"}")
                        .code())
                .isEqualTo("conflict");
        assertThat(books.findings()).isEmpty();
    }

    @Test
    void ofTwelveWhoCloseAYearAtOnceOneDoes() throws Exception {
        books.invoice("Acme", "500", ",\"issueDate\":\"2025-05-05\"");
        var json = "{\"yearEnd\":\"2025-12-31\"}";
        var asked = books.server().asks("finance_year_close", json);
        var answers = atOnce(i -> books.server()
                .call(ToolInvocation.of("finance_year_close", TestServer.parse(json))
                        .granted(books.server().grant("finance_year_close", asked.argumentsHash()))));
        assertThat(answers).filteredOn(ToolAnswer.Result.class::isInstance).hasSize(1);
        assertThat(answers)
                .filteredOn(ToolAnswer.Refused.class::isInstance)
                .allMatch(one -> one instanceof ToolAnswer.Refused refused
                        && refused.code().equals("conflict"));
        assertThat(books.count("fiscal_year")).isEqualTo("1");
        assertThat(books.balance("3100")).isEqualTo("-500.00");
        assertThat(books.findings()).isEmpty();
    }

    @Test
    void nothingIsRecordedBehindALockThatDidNotSeeIt() throws Exception {
        var post =
                "{\"debit\":\"Rent\",\"credit\":\"Bank\",\"amount\":\"%d\",\"description\":\"x\",\"date\":\"2026-02-10\"}";
        var lock = "{\"month\":\"2026-02\",\"state\":\"hard\"}";
        atOnce(i -> i == AT_ONCE / 2
                ? granted("finance_period_lock", lock)
                : granted("finance_journal_post", post.formatted(i + 1)));
        assertThat(books.findings()).isEmpty();
        assertThat(books.server()
                        .refused("finance_journal_post", post.formatted(99))
                        .code())
                .isEqualTo("period_locked");
    }

    @Test
    void anAccountNeverUsedIsNotOverdrawnByTwelveAtOnce() throws Exception {
        floor("1010");
        var answers = atOnce(i -> granted("finance_journal_post", fromCash(i)));
        assertThat(answers)
                .allMatch(one -> one instanceof ToolAnswer.Refused refused
                        && refused.code().equals("overdraft"));
        assertThat(books.count("journal_entry")).isEqualTo("0");
    }

    @Test
    void ofTwelveWhoTakeTenFromAHundredTenDo() throws Exception {
        floor("1010");
        books.server()
                .approved(
                        "finance_journal_post",
                        "{\"debit\":\"1010\",\"credit\":\"Bank\",\"amount\":\"100\",\"description\":\"x\"}");
        var answers = atOnce(i -> granted("finance_journal_post", fromCash(i)));
        assertThat(answers).filteredOn(ToolAnswer.Result.class::isInstance).hasSize(10);
        assertThat(books.balance("1010")).isEqualTo("0.00");
        assertThat(books.findings()).isEmpty();
    }

    private static String fromCash(int i) {
        return "{\"debit\":\"Rent\",\"credit\":\"1010\",\"amount\":\"10\",\"description\":\"rent %d\"}".formatted(i);
    }

    private void floor(String account) {
        books.server().ok("finance_setup_account", "{\"code\":\"%s\",\"noOverdraft\":true}".formatted(account));
    }

    private void lock(String month, String state) {
        books.server().approved("finance_period_lock", "{\"month\":\"%s\",\"state\":\"%s\"}".formatted(month, state));
    }

    /** A call that is approved if it can be previewed. */
    private ToolAnswer granted(String tool, String json) {
        var first = books.server().call(tool, json);
        return first instanceof ToolAnswer.NeedsApproval asked
                ? books.server()
                        .call(ToolInvocation.of(tool, TestServer.parse(json))
                                .granted(books.server().grant(tool, asked.argumentsHash())))
                : first;
    }

    private interface Each {
        ToolAnswer call(int number);
    }

    private static List<ToolAnswer> atOnce(Each work) throws Exception {
        var start = new CyclicBarrier(AT_ONCE);
        try (var executor = Executors.newFixedThreadPool(AT_ONCE)) {
            var tasks = IntStream.range(0, AT_ONCE)
                    .mapToObj(i -> (Callable<ToolAnswer>) () -> {
                        start.await();
                        return work.call(i);
                    })
                    .toList();
            var answers = new java.util.ArrayList<ToolAnswer>();
            for (var done : executor.invokeAll(tasks)) {
                answers.add(done.get());
            }
            return answers;
        }
    }
}
