package dev.bac.finance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Bills, their payment, and credit notes of both sides. */
class PayablesTest {
    private final Books books = Books.open();

    @Test
    void aBillIsBookedPaidInPartsAndAgesByDueOrDocumentDate() {
        var bill = books.server().approved("finance_bill_create", """
                        {"supplier":"DHL","reference":"R-77","taxRate":"19","billDate":"2026-01-10","lines":[
                          {"description":"freight","amount":"100.00","account":"6200"},
                          {"description":"pallets","amount":"50.50"}]}
                        """);
        assertThat(text(bill, "/bill/number")).isEqualTo("BILL-1001");
        assertThat(text(bill, "/bill/total/amount")).isEqualTo("179.10");
        assertThat(balance("6200")).isEqualTo("100.00");
        assertThat(balance("5000")).isEqualTo("50.50");
        assertThat(balance("2000")).isEqualTo("-179.10");

        var paid = books.server()
                .approved("finance_bill_pay", "{\"bill\":\"r-77\",\"amount\":\"79.10\",\"date\":\"2026-02-20\"}");
        assertThat(text(paid, "/summary"))
                .isEqualTo(
                        "Payment PAY-1001 of 79.10 EUR to DHL: BILL-1001 paid with 79.10 EUR, 100.00 EUR still open.");
        var due = books.server().ok("finance_payables_ageing", "{}");
        assertThat(text(due, "/sum/days31to60/amount")).isEqualTo("100.00");
        var dated = books.server().ok("finance_payables_ageing", "{\"by\":\"document_date\"}");
        assertThat(text(dated, "/sum/days61to90/amount")).isEqualTo("100.00");
        var before = books.server().ok("finance_payables_ageing", "{\"asOf\":\"2026-02-19\"}");
        assertThat(text(before, "/sum/balance/amount")).isEqualTo("179.10");

        books.server().approved("finance_bill_pay", "{\"supplier\":\"DHL\",\"amount\":\"130\"}");
        var list = books.server().ok("finance_bill_list", "{\"supplier\":\"DHL\",\"status\":\"paid\"}");
        assertThat(list.at("/total").intValue()).isEqualTo(1);
        for (var status : List.of("open", "overdue", "paid")) {
            var some = books.server().ok("finance_bill_list", "{\"status\":\"" + status + "\"}");
            assertThat(some.at("/total").intValue()).as(status).isEqualTo(status.equals("paid") ? 1 : 0);
        }
        assertThat(text(books.server().ok("finance_payables_ageing", "{}"), "/sum/credit/amount"))
                .isEqualTo("30.00");
        assertThat(books.findings()).isEmpty();
    }

    @Test
    void aSuppliersNumberIsBookedOnceWhateverItsCase() {
        books.server().approved("finance_bill_create", bill("R-1"));
        var again = books.server().refused("finance_bill_create", bill("r-1"));
        assertThat(again.code()).isEqualTo("conflict");
        assertThat(again.text()).contains("reference", "BILL-1001");
    }

    @Test
    void aCreditNoteTakesBackLineByLineWithTaxAndNeverMoreThanItsOriginal() {
        books.server().approved("finance_invoice_create", """
                        {"customer":"Acme","taxRate":"19","lines":[
                          {"description":"a","quantity":"3","unitPrice":"33.33"},
                          {"description":"b","unitPrice":"0.01"},
                          {"description":"c","unitPrice":"100"}]}
                        """);
        // 99.99 + 0.01 + 100.00 net, 19.00 + 0.00 + 19.00 tax: 238.00 in all.
        var half = books.server()
                .approved("finance_credit_create", "{\"invoice\":\"INV-1001\",\"amount\":\"119\",\"reason\":\"half\"}");
        assertThat(text(half, "/creditNote")).isEqualTo("CN-1001");
        assertThat(text(half, "/settled/amount")).isEqualTo("119.00");
        assertThat(balance("4000")).isEqualTo("-100.00");
        assertThat(balance("2200")).isEqualTo("-19.00");
        var more = books.server()
                .refused(
                        "finance_credit_create",
                        "{\"invoice\":\"INV-1001\",\"amount\":\"119.01\",\"reason\":\"too much\"}");
        assertThat(more.text()).contains("amount: 119.01 is more than the 119 EUR that is left of INV-1001");

        books.pay("{\"invoice\":\"INV-1001\"}");
        var rest = books.server().approved("finance_credit_create", "{\"invoice\":\"INV-1001\",\"reason\":\"rest\"}");
        assertThat(text(rest, "/credit/amount")).isEqualTo("119.00");
        assertThat(balance("4000")).isEqualTo("0.00");
        assertThat(balance("2200")).isEqualTo("0.00");
        assertThat(balance("1200")).isEqualTo("-119.00");
        assertThat(books.server()
                        .refused("finance_credit_create", "{\"invoice\":\"INV-1001\",\"reason\":\"again\"}")
                        .text())
                .contains("credited already");
        assertThat(books.findings()).isEmpty();
    }

    @Test
    void aSuppliersCreditNoteLowersWhatWeOweAndTheCost() {
        books.server().approved("finance_bill_create", bill("R-9"));
        var credit = books.server()
                .approved(
                        "finance_credit_create", "{\"bill\":\"BILL-1001\",\"amount\":\"23.80\",\"reason\":\"damage\"}");
        assertThat(text(credit, "/creditNote")).isEqualTo("SCN-1001");
        assertThat(balance("2000")).isEqualTo("-95.20");
        assertThat(balance("5000")).isEqualTo("80.00");
        assertThat(balance("1400")).isEqualTo("15.20");
        assertThat(books.findings()).isEmpty();
    }

    @Test
    void whoPaysInTimeLessTheDiscountHasPaidAllAndTheTaxIsCorrected() {
        // 2/10 net 30 on 119.00: 116.62 within ten days; 2.00 of revenue and 0.38 of tax are taken back.
        books.invoice(
                "Acme",
                "100",
                ",\"taxRate\":\"19\",\"issueDate\":\"2026-03-10\",\"discountPercent\":\"2\",\"discountDays\":10");
        var paid = books.pay("{\"invoice\":\"INV-1001\",\"amount\":\"116.62\"}");
        assertThat(text(paid, "/summary")).contains("INV-1001 fully paid");
        assertThat(balance("1200")).isEqualTo("0.00");
        assertThat(balance("4000")).isEqualTo("-98.00");
        assertThat(balance("2200")).isEqualTo("-18.62");
        books.invoice(
                "Acme",
                "100",
                ",\"taxRate\":\"19\",\"issueDate\":\"2026-03-01\",\"discountPercent\":\"2\",\"discountDays\":10");
        var late = books.pay("{\"invoice\":\"INV-1002\",\"amount\":\"116.62\"}");
        assertThat(text(late, "/summary")).contains("2.38 EUR still open");
        assertThat(books.findings()).isEmpty();
    }

    @Test
    void aSupplierIsAddedOnceAndItsTermsDecideWhenABillIsDue() {
        var first = books.server().ok("finance_supplier_save", "{\"name\":\"Nordic Paper\",\"termsDays\":10}");
        var again = books.server().ok("finance_supplier_save", "{\"name\":\"nordic paper\",\"termsDays\":20}");
        assertThat(text(again, "/id")).isEqualTo(text(first, "/id"));
        var bill = books.server()
                .approved(
                        "finance_bill_create",
                        "{\"supplier\":\"Nordic Paper\",\"amount\":\"1\",\"description\":\"paper\"}");
        assertThat(text(bill, "/bill/due")).isEqualTo("2026-04-05");
    }

    private static String bill(String reference) {
        return "{\"supplier\":\"DHL\",\"amount\":\"100\",\"taxRate\":\"19\",\"description\":\"goods\",\"reference\":\"%s\"}"
                .formatted(reference);
    }

    private static String text(ObjectNode node, String at) {
        return node.at(at).stringValue();
    }

    private String balance(String account) {
        return books.balance(account);
    }
}
