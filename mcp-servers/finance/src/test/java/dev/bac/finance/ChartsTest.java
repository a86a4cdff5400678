package dev.bac.finance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.ToolAnswer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every chart of accounts that ships carries a company: the same business comes to the same figures in each of them. */
class ChartsTest {
    @ParameterizedTest
    @CsvSource({
        "us_gaap, 61000, 10100, 47000",
        "ifrs, 5410, 1110, 4210",
        "skr03, 4210, 1200, 2700",
        "syscohada, 622, 521, 758",
    })
    void theSameBusinessComesToTheSameFiguresInEveryChart(String chart, String rent, String bank, String otherIncome) {
        var usual = BusyBooks.open();
        var books = Books.open();
        books.server().approved("finance_setup_chart", "{\"chart\":\"%s\"}".formatted(chart));
        var busy = BusyBooks.in(books, new BusyBooks.Accounts(rent, bank, otherIncome));
        var codes = books.server().read(tx -> tx.sql()
                .createQuery("SELECT code FROM ledger_account ORDER BY code")
                .mapTo(String.class)
                .list());
        assertThat(codes).doesNotContain("4910", "5900").hasSizeGreaterThan(30);
        for (var one : List.of(usual, busy)) {
            one.right().keySet().forEach(tool -> assertThat(one.agreed(tool))
                    .as("%s in %s", tool, chart)
                    .isInstanceOf(ToolAnswer.Result.class));
            assertThat(one.books().findings()).isEmpty();
        }
        assertThat(figures(busy)).isEqualTo(figures(usual));
    }

    private static List<String> figures(BusyBooks company) {
        return Stream.of(
                        "\"kind\":\"profit_and_loss\",\"from\":\"2025-01-01\"",
                        "\"kind\":\"profit_and_loss\"",
                        "\"kind\":\"balance_sheet\"",
                        "\"kind\":\"balance_sheet\",\"to\":\"2025-12-31\"",
                        "\"kind\":\"cash_flow\",\"from\":\"2025-01-01\"")
                .map(asked -> company.books().server().ok("finance_statement_get", "{" + asked + "}"))
                .map(told -> {
                    assertThat(told.path("balanced").booleanValue())
                            .as(told.toString())
                            .isTrue();
                    var sections = told.path("sections")
                            .valueStream()
                            .map(one -> one.path("name").asString() + " "
                                    + one.at("/total/amount").asString());
                    return Stream.concat(Stream.of(told.at("/result/amount").asString()), sections)
                            .toList()
                            .toString();
                })
                .toList();
    }

    /** What refers to an account of the old chart is neither lost nor left behind: the change is refused with what to do. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            finance_budget_set       | {"account":"Rent","period":"2026","amount":"1200"}
            finance_setup_bank_rule  | {"contains":"account fee","account":"Rent"}
            finance_setup_account    | {"code":"1010","noOverdraft":true}
            finance_transfer_hold    | {"debit":"Rent","credit":"Bank","amount":"4","description":"x"}
            finance_bank_import      | {"content":"Date,Amount,Text,Balance\\n2026-02-02,60.00,something,60.00\\n","accountNumber":"DE1"}
            finance_recurring_save   | {"name":"r","kind":"journal","every":"month","debit":"Rent","credit":"Bank","amount":"1","description":"x"}
            """)
    void aChartThatSomethingRefersToIsKept(String tool, String json) {
        var books = Books.open();
        assertThat(books.server().agreed(tool, dev.bac.mcp.testing.TestServer.parse(json)))
                .isInstanceOf(ToolAnswer.Result.class);
        var refused = books.server().refused("finance_setup_chart", "{\"chart\":\"ifrs\"}");
        assertThat(refused.code()).isEqualTo("conflict");
        assertThat(refused.text()).startsWith("chart: ").contains("finance_setup_account");
    }

    @Test
    void aChartIsChangedAsOftenAsNothingIsPosted() {
        var books = Books.open();
        for (var chart : List.of("ifrs", "skr03", "us_gaap", "syscohada", "general")) {
            books.server().approved("finance_setup_chart", "{\"chart\":\"%s\"}".formatted(chart));
            assertThat(books.findings()).isEmpty();
        }
        books.invoice("Acme", "10", "");
        assertThat(books.server()
                        .refused("finance_setup_chart", "{\"chart\":\"ifrs\"}")
                        .text())
                .isEqualTo("chart: entries are posted already; add accounts with finance_setup_account");
    }
}
