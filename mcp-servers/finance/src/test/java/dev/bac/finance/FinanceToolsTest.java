package dev.bac.finance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FinanceToolsTest {
    private final Books books = Books.open();

    @Test
    void anInvoiceNeedsApprovalAndIsThenPostedUnderTheNextNumber() {
        var asked = books.server()
                .asks(
                        "finance_invoice_create",
                        "{\"customer\":\"acme\",\"amount\":\"1200\",\"description\":\"consulting\",\"dueInDays\":30}");
        assertThat(asked.preview().toString())
                .contains("INV-1001")
                .contains("1200.00")
                .contains("2026-04-15");
        assertThat(books.count("invoice")).isEqualTo("0");

        assertThat(books.invoice("acme", "1200", ",\"dueInDays\":30")).isEqualTo("INV-1001");
        assertThat(books.invoice("Globex", "80.50", "")).isEqualTo("INV-1002");
        var shown = books.server().ok("finance_invoice_get", "{\"invoice\":\"inv-1002\"}");
        assertThat(shown.at("/invoice/due").stringValue()).isEqualTo("2026-03-30");
        assertThat(shown.at("/summary").stringValue())
                .isEqualTo(
                        "Invoice INV-1002 to Globex Corporation of 2026-03-16: 80.50 EUR, 80.50 EUR open, due on 2026-03-30.");
        assertThat(books.findings()).isEmpty();
    }

    @Test
    void linesAndTaxAreRoundedLineByLine() {
        var created = books.server().approved("finance_invoice_create", """
                        {"customer":"Acme","taxRate":"19","lines":[
                          {"description":"a","quantity":"3","unitPrice":"0.33"},
                          {"description":"b","quantity":"2.5","unitPrice":"9.99"}]}
                        """);
        assertThat(created.at("/invoice/net/amount").stringValue()).isEqualTo("25.97");
        assertThat(created.at("/invoice/tax/amount").stringValue()).isEqualTo("4.94");
        assertThat(created.at("/invoice/total/amount").stringValue()).isEqualTo("30.91");
        assertThat(books.findings()).isEmpty();
    }

    @Test
    void partialPaymentLeavesTheRestOpenAndTooMuchBecomesCredit() {
        books.invoice("Acme", "100", "");
        books.invoice("Acme", "50", "");
        var first = books.pay("{\"customer\":\"Acme\",\"amount\":\"120\"}");
        assertThat(first.at("/summary").stringValue())
                .isEqualTo("Payment PAY-1001 of 120.00 EUR from Acme: INV-1001 fully paid; "
                        + "INV-1002 paid with 20.00 EUR, 30.00 EUR still open.");
        var owes = books.server().ok("finance_balance_get", "{\"customer\":\"Acme\"}");
        assertThat(owes.at("/summary").stringValue()).isEqualTo("Acme owes us 30.00 EUR from 1 open invoice.");

        var second = books.pay("{\"invoice\":\"INV-1002\",\"amount\":\"45\"}");
        assertThat(second.at("/credit/amount").stringValue()).isEqualTo("15.00");
        var after = books.server().ok("finance_balance_get", "{\"customer\":\"Acme\"}");
        assertThat(after.at("/positions/0/owes/amount").stringValue()).isEqualTo("-15.00");
        assertThat(books.server()
                        .refused("finance_payment_record", "{\"invoice\":\"INV-1002\"}")
                        .code())
                .isEqualTo("conflict");
        assertThat(books.findings()).isEmpty();
    }

    @Test
    void overdueInvoicesAreListedLongestFirstWithDaysAndSums() {
        books.invoice("Acme", "100", ",\"issueDate\":\"2026-01-01\",\"dueDate\":\"2026-01-31\"");
        books.invoice("Globex", "70", ",\"issueDate\":\"2025-11-01\",\"dueDate\":\"2025-12-01\"");
        books.invoice("Globex", "1", "");
        var list = books.server().ok("finance_invoice_list", "{\"status\":\"overdue\"}");
        assertThat(list.at("/summary").stringValue())
                .isEqualTo("2 overdue invoices, 170.00 EUR in all, 170.00 EUR still open.");
        assertThat(list.at("/items/0/number").stringValue()).isEqualTo("INV-1002");
        assertThat(list.at("/items/0/daysOverdue").intValue()).isEqualTo(105);
        assertThat(list.at("/items/1/daysOverdue").intValue()).isEqualTo(44);

        var ageing = books.server().ok("finance_receivables_ageing", "{}");
        assertThat(ageing.at("/sum/days31to60/amount").stringValue()).isEqualTo("100.00");
        assertThat(ageing.at("/sum/over90/amount").stringValue()).isEqualTo("70.00");
        assertThat(ageing.at("/sum/balance/amount").stringValue()).isEqualTo("171.00");
        var before = books.server().ok("finance_receivables_ageing", "{\"asOf\":\"2025-12-31\"}");
        assertThat(before.at("/sum/days1to30/amount").stringValue()).isEqualTo("70.00");
        assertThat(before.at("/sum/balance/amount").stringValue()).isEqualTo("70.00");
    }

    @Test
    void aListIsReadPageByPageInEveryOrderWithoutLossOrRepeat() {
        for (int i = 0; i < 7; i++) {
            books.invoice("Acme", String.valueOf(10 + i % 3), "");
        }
        for (var sort : new String[] {"newest", "due_first", "largest_open", "largest"}) {
            var seen = new java.util.TreeSet<String>();
            var cursor = "";
            do {
                var page = books.server()
                        .ok("finance_invoice_list", "{\"limit\":3,\"sort\":\"%s\"%s}".formatted(sort, cursor));
                assertThat(page.at("/total").intValue()).isEqualTo(7);
                page.at("/items")
                        .forEach(one -> assertThat(seen.add(one.at("/number").stringValue()))
                                .isTrue());
                cursor = page.at("/next").isString()
                        ? ",\"cursor\":\"" + page.at("/next").stringValue() + "\""
                        : "";
            } while (!cursor.isEmpty());
            assertThat(seen).hasSize(7);
        }
    }

    @Test
    void revenueIsReportedByPeriodAndCustomer() {
        books.invoice("Acme", "100", ",\"issueDate\":\"2025-11-05\",\"taxRate\":\"19\"");
        books.invoice("Globex", "300", ",\"issueDate\":\"2025-12-05\"");
        books.invoice("Acme", "7", "");
        var quarter = books.server().ok("finance_revenue_report", "{\"period\":\"last_quarter\"}");
        assertThat(quarter.at("/summary").stringValue())
                .isEqualTo(
                        "Revenue from 2025-10-01 to 2025-12-31 was 400.00 EUR, without tax; costs were 0.00 EUR, so profit was 400.00 EUR.");
        assertThat(quarter.at("/items/0/group").stringValue()).isEqualTo("2025-11");
        var best =
                books.server().ok("finance_revenue_report", "{\"period\":\"last_quarter\",\"groupBy\":\"customer\"}");
        assertThat(best.at("/items/0/group").stringValue()).isEqualTo("Globex Corporation");
        var acme = books.server()
                .ok(
                        "finance_revenue_report",
                        "{\"customer\":\"Acme\",\"from\":\"2026-01-01\",\"groupBy\":\"quarter\"}");
        assertThat(acme.at("/revenue/amount").stringValue()).isEqualTo("7.00");
        assertThat(acme.at("/items/0/group").stringValue()).isEqualTo("2026-Q1");
    }

    @Test
    void aManualEntryIsTakenBackByItsMirrorImageAndOnlyOnce() {
        var posted = books.server()
                .approved(
                        "finance_journal_post",
                        "{\"debit\":\"Rent\",\"credit\":\"1000\",\"amount\":\"1800\",\"description\":\"office rent\"}");
        var again = "{\"reverses\":\"%s\",\"description\":\"wrong month\"}"
                .formatted(posted.at("/entry").stringValue());
        assertThat(books.server()
                        .approved("finance_journal_post", again)
                        .at("/summary")
                        .stringValue())
                .isEqualTo("Reversed 1,800.00 EUR on 2026-03-16: credit 6100 Rent and debit 1000 Bank.");
        assertThat(books.server().refused("finance_journal_post", again).code()).isEqualTo("conflict");
        var trial = books.server().ok("finance_trial_balance", "{}");
        assertThat(trial.at("/balanced").booleanValue()).isTrue();
        assertThat(trial.at("/items/0/balance/amount").stringValue()).isEqualTo("0.00");
        assertThat(books.server()
                        .refused(
                                "finance_journal_post",
                                "{\"debit\":\"Trade receivables\",\"credit\":\"Bank\",\"amount\":\"1\",\"description\":\"x\"}")
                        .text())
                .contains("kept by invoices");
    }

    @Test
    void anUnknownCustomerIsRefusedWithNearNamesAndAnAmbiguousOneWithCandidates() {
        var unknown = books.server().refused("finance_balance_get", "{\"customer\":\"Globx\"}");
        assertThat(unknown.code()).isEqualTo("not_found");
        assertThat(unknown.text()).contains("Did you mean Globex Corporation?");
        var ambiguous = books.server().refused("finance_balance_get", "{\"customer\":\"rocket works\"}");
        assertThat(ambiguous.code()).isEqualTo("ambiguous");
        assertThat(ambiguous.text()).contains("Rocket Works North").contains("Rocket Works South");
        assertThat(books.server()
                        .refused("finance_balance_get", "{\"customer\":\"DHL\"}")
                        .code())
                .isEqualTo("not_found");
    }

    @Test
    void aCurrencyKeepsItsOwnDecimals() {
        books.invoice("Acme", "80000", ",\"currency\":\"JPY\"");
        books.invoice("Acme", "1.234", ",\"currency\":\"KWD\"");
        var owes = books.server().ok("finance_balance_get", "{\"customer\":\"Acme\"}");
        assertThat(owes.at("/summary").stringValue()).contains("80,000 JPY").contains("1.234 KWD");
        assertThat(books.findings()).isEmpty();
    }

    @Test
    void whatHappenedIsInTheOutbox() {
        books.invoice("Acme", "10", "");
        books.pay("{\"invoice\":\"INV-1001\"}");
        var types = books.server().read(tx -> tx.sql()
                .createQuery("SELECT type FROM outbox ORDER BY seq")
                .mapTo(String.class)
                .list());
        assertThat(types).containsExactly("finance.invoice.issued", "finance.payment.received");
    }
}
