package dev.bac.finance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.ToolAnswer;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What is planned beside what is booked, cell by cell, and again by a rule written here. Today is 16 March 2026. */
class BudgetTest {
    private static final int STEPS = Math.max(40, Integer.getInteger("histories", 150) / 5);
    private static final List<String> ACCOUNTS = List.of("6100", "6500", "4000");
    private static final List<String> CENTERS = List.of("", "WEST", "EAST");

    private static final Books UNTOUCHED = Books.open();
    private final Books books = Books.open();

    @Test
    void aYearIsSharedOutToTheCentAndComparedWithWhatIsBooked() {
        set("{\"account\":\"Rent\",\"period\":\"2026\",\"amount\":\"1000\"}");
        set("{\"account\":\"4000\",\"period\":\"2026-02\",\"amount\":\"500\"}");
        books.invoice("Acme", "600", ",\"issueDate\":\"2026-02-28\",\"taxRate\":\"19\"");
        post("6100", "80", "2026-02-28", "");
        var report = report("{\"from\":\"2026-02\"}");
        assertThat(report.at("/summary").stringValue())
                .isEqualTo(
                        "Budget against actual, 2026-02: result 416.66 EUR planned, 520.00 EUR booked, 103.34 EUR of difference.");
        assertThat(report.at("/items/1/name").stringValue()).isEqualTo("6100 Rent");
        assertThat(report.at("/items/1/percent").stringValue()).isEqualTo("96.0");
        assertThat(report("{}").at("/items/1/budget/amount").stringValue()).isEqualTo("1000.00");
        assertThat(report("{\"from\":\"2026-02\",\"account\":\"rent\"}")
                        .at("/summary")
                        .stringValue())
                .as("what was spent on one thing is said by its name")
                .isEqualTo("6100 Rent, 2026-02: 80.00 EUR booked, 83.34 EUR planned.");
        set("{\"account\":\"Rent\",\"period\":\"2026-02\",\"amount\":\"0\"}");
        assertThat(books.count("budget")).isEqualTo("12");
        assertThat(report("{}").at("/items/1/budget/amount").stringValue()).isEqualTo("916.66");
    }

    @Test
    void whateverIsPlannedAndBookedEveryViewSumsToTheSame() {
        books.server().ok("finance_setup_dimension", "{\"kind\":\"cost_center\",\"code\":\"WEST\",\"name\":\"West\"}");
        books.server().ok("finance_setup_dimension", "{\"kind\":\"cost_center\",\"code\":\"EAST\",\"name\":\"East\"}");
        var random = new SplittableRandom(20_260_318);
        Map<String, BigDecimal> planned = new HashMap<>();
        Map<String, BigDecimal> booked = new HashMap<>();
        for (int i = 0; i < STEPS; i++) {
            var account = ACCOUNTS.get(random.nextInt(3));
            var center = CENTERS.get(random.nextInt(3));
            var day = LocalDate.of(2025, 1, 1).plusDays(random.nextInt(430));
            var amount = BigDecimal.valueOf(random.nextInt(1, 90_000), 2);
            var counted = center.isEmpty() ? "" : ",\"costCenter\":\"" + center + "\"";
            var key = account + " " + YearMonth.from(day) + " " + center;
            if (random.nextBoolean()) {
                set("{\"account\":\"%s\",\"period\":\"%s\",\"amount\":\"%s\"%s}"
                        .formatted(account, YearMonth.from(day), amount, counted));
                planned.put(key, amount);
            } else {
                post(account, amount.toPlainString(), day.toString(), counted);
                booked.merge(key, account.equals("4000") ? amount.negate() : amount, BigDecimal::add);
            }
        }
        for (var center : CENTERS.subList(1, 3)) {
            same(
                    "{\"from\":\"2025\",\"to\":\"2026\",\"costCenter\":\"" + center + "\"}",
                    planned,
                    booked,
                    key -> key.endsWith(" " + center));
        }
        for (var by : List.of("account", "month", "cost_center", "project")) {
            same("{\"from\":\"2025\",\"to\":\"2026\",\"groupBy\":\"" + by + "\"}", planned, booked, _ -> true);
        }
        same("{\"from\":\"2025-02\",\"to\":\"2025-02\"}", planned, booked, key -> key.contains(" 2025-02 "));

        books.server().ok("finance_budget_copy", "{\"year\":2027,\"fromYear\":2025,\"percent\":\"100\"}");
        books.server().ok("finance_budget_copy", "{\"year\":2027,\"fromYear\":2025,\"percent\":\"300\"}");
        var copied = report("{\"from\":\"2027\",\"groupBy\":\"cost_center\"}");
        assertThat(sum(copied, "budget", "")).isEqualByComparingTo(sum(report("{\"from\":\"2025\"}"), "actual", ""));
        books.server()
                .ok("finance_budget_copy", "{\"year\":2027,\"fromYear\":2025,\"percent\":\"200\",\"replace\":true}");
        assertThat(sum(report("{\"from\":\"2027\"}"), "budget", ""))
                .isEqualByComparingTo(
                        sum(report("{\"from\":\"2025\"}"), "actual", "").multiply(BigDecimal.TWO));
        assertThat(books.findings()).isEmpty();
    }

    private void same(
            String question,
            Map<String, BigDecimal> planned,
            Map<String, BigDecimal> booked,
            java.util.function.Predicate<String> which) {
        var report = report(question);
        for (var kind : List.of("income", "expense")) {
            java.util.function.Predicate<String> all =
                    which.and(key -> key.startsWith("4000") == kind.equals("income"));
            assertThat(sum(report, "budget", kind)).as(question).isEqualByComparingTo(total(planned, all));
            assertThat(sum(report, "actual", kind)).as(question).isEqualByComparingTo(total(booked, all));
            assertThat(sum(report, "difference", kind))
                    .isEqualByComparingTo(total(booked, all).subtract(total(planned, all)));
        }
    }

    private static BigDecimal total(Map<String, BigDecimal> cells, java.util.function.Predicate<String> which) {
        return cells.entrySet().stream()
                .filter(cell -> which.test(cell.getKey()))
                .map(Map.Entry::getValue)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal sum(JsonNode report, String column, String kind) {
        return report.path("items")
                .valueStream()
                .filter(line ->
                        kind.isEmpty() || line.path("kind").stringValue().equals(kind))
                .map(line -> new BigDecimal(line.path(column).path("amount").stringValue()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            finance_budget_set    | {"period":"2026","amount":"1"}                            | account: is missing
            finance_budget_set    | {"account":"Rent","period":"2026-13","amount":"1"}        | period: is no year
            finance_budget_set    | {"account":"Rent","period":"0001","amount":"1"}           | period: must be within
            finance_budget_set    | {"account":"Rent","period":"2026","amount":"1e30"}        | amount: is too large
            finance_budget_set    | {"account":"Rent","period":"2026","amount":"1.001"}       | more than 2 decimals
            finance_budget_set    | {"account":"Nothing","period":"2026","amount":"1"}        | account
            finance_budget_set    | {"account":"Rent","period":"2026","amount":"1","project":"x'; DROP TABLE budget"} | project
            finance_budget_set    | {}                                                        | rows: has 0 amounts
            finance_budget_set    | {"rows":[{"account":"Rent","period":"2026","amount":"1"},{"account":"Rent","period":"x","amount":"1"}]} | period
            finance_budget_copy   | {"year":2027,"fromYear":2027}                             | fromYear: is the year
            finance_budget_copy   | {"year":99999}                                            | year: must be within
            finance_budget_copy   | {"year":2027,"percent":"0"}                               | percent: must be above zero
            finance_budget_report | {"from":"2026","to":"2025"}                               | to: 2026-01 to 2025-12 is no span
            """)
    void whatMeansNothingIsRefusedAndPlansNothing(String tool, String json, String text) {
        assertThat(UNTOUCHED.server().refused(tool, json).text()).contains(text);
        assertThat(UNTOUCHED.count("budget")).isEqualTo("0");
    }

    private void set(String json) {
        books.server().ok("finance_budget_set", json);
    }

    private JsonNode report(String json) {
        return books.server().call("finance_budget_report", json) instanceof ToolAnswer.Result result
                ? result.content()
                : books.server().ok("finance_budget_report", json);
    }

    private void post(String account, String amount, String day, String more) {
        books.server().approved("finance_journal_post", """
                {"debit":"%s","credit":"1000","amount":"%s","description":"x","date":"%s"%s}""".formatted(account, amount, day, more));
    }
}
