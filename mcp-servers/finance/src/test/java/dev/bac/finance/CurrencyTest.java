package dev.bac.finance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Documents in foreign currencies: base amounts, realised and unrealised differences, to the cent. */
class CurrencyTest {
    private final Books books = Books.open();

    @Test
    void whatTheRateGainedIsRealisedWhenTheInvoiceIsPaid() {
        // 1,000 USD at 0.92 in January, paid in two parts at 0.95: 920.00 claimed, 950.00 received, 30.00 gained.
        books.invoice("Acme", "1000", ",\"issueDate\":\"2026-01-10\",\"currency\":\"USD\"");
        assertThat(books.balance("1200")).isEqualTo("920.00");
        books.pay("{\"invoice\":\"INV-1001\",\"amount\":\"333.33\",\"date\":\"2026-02-10\"}");
        assertThat(books.balance("4910")).isEqualTo("-10.00");
        books.pay("{\"invoice\":\"INV-1001\",\"date\":\"2026-03-01\"}");
        assertThat(books.balance("1200")).isEqualTo("0.00");
        assertThat(books.balance("1000")).isEqualTo("950.00");
        assertThat(books.balance("4910")).isEqualTo("-30.00");
        assertThat(books.findings()).isEmpty();
    }

    @Test
    void aBillThatBecameDearerIsALoss() {
        books.server()
                .approved(
                        "finance_bill_create",
                        "{\"supplier\":\"DHL\",\"amount\":\"1000\",\"currency\":\"USD\",\"description\":\"x\",\"billDate\":\"2026-01-10\"}");
        books.server().approved("finance_bill_pay", "{\"bill\":\"BILL-1001\",\"date\":\"2026-02-10\"}");
        assertThat(books.balance("2000")).isEqualTo("0.00");
        assertThat(books.balance("4910")).isEqualTo("30.00");
        assertThat(books.findings()).isEmpty();
    }

    @Test
    void revaluationShowsTheRateOfTheDayAndIsTakenBackOnTheNext() {
        // IAS 21.23 and 28: the claim of 1,000 USD stands at 920.00; at 0.95 it is worth 950.00.
        books.invoice("Acme", "1000", ",\"issueDate\":\"2026-01-10\",\"currency\":\"USD\"");
        var first = books.server().approved("finance_currency_revalue", "{\"asOf\":\"2026-02-28\"}");
        assertThat(text(first, "/difference/amount")).isEqualTo("30.00");
        assertThat(text(sheet("2026-02-28"), "/sections/0/total/amount")).isEqualTo("950.00");
        assertThat(text(sheet("2026-03-01"), "/sections/0/total/amount")).isEqualTo("920.00");
        assertThat(books.balance("4920")).isEqualTo("0.00");

        var again = books.server().approved("finance_currency_revalue", "{\"asOf\":\"2026-02-28\"}");
        assertThat(text(again, "/summary")).isEqualTo("Nothing to revalue on 2026-02-28.");
        books.server().ok("finance_rate_set", "{\"currency\":\"USD\",\"rate\":\"0.96\",\"date\":\"2026-02-28\"}");
        var corrected = books.server().approved("finance_currency_revalue", "{\"asOf\":\"2026-02-28\"}");
        assertThat(text(corrected, "/difference/amount")).isEqualTo("10.00");
        assertThat(text(sheet("2026-03-01"), "/sections/0/total/amount")).isEqualTo("920.00");
        assertThat(books.findings()).isEmpty();
    }

    @Test
    void aCurrencyWithoutARateIsRefusedWithTheRemedy() {
        var refused = books.server()
                .refused(
                        "finance_invoice_create",
                        "{\"customer\":\"Acme\",\"amount\":\"1\",\"description\":\"x\",\"currency\":\"GBP\"}");
        assertThat(refused.code()).isEqualTo("no_rate");
        assertThat(refused.text()).contains("currency:", "GBP", "finance_rate_set");
    }

    @Test
    void yenHaveNoDecimalsAndDinarsThree() {
        books.invoice("Acme", "1001", ",\"currency\":\"JPY\"");
        assertThat(books.balance("1200")).isEqualTo("5.81");
        books.invoice("Acme", "0.001", ",\"currency\":\"KWD\",\"taxRate\":\"19\"");
        var shown = books.server().ok("finance_invoice_get", "{\"invoice\":\"INV-1002\"}");
        assertThat(text(shown, "/invoice/total/amount")).isEqualTo("0.001");
        assertThat(books.findings()).isEmpty();
    }

    private ObjectNode sheet(String day) {
        return books.server().ok("finance_statement_get", "{\"kind\":\"balance_sheet\",\"to\":\"%s\"}".formatted(day));
    }

    private static String text(ObjectNode node, String at) {
        return node.at(at).stringValue();
    }
}
