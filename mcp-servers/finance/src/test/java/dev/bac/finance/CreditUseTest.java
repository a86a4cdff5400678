package dev.bac.finance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.ToolAnswer;
import dev.bac.mcp.ToolInvocation;
import dev.bac.mcp.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was paid too much settles a later invoice or goes back, and never twice. Today is 16 March 2026. */
class CreditUseTest {
    private static final int AT_ONCE = 8;
    private static final Books UNTOUCHED = withCredit();
    private final Books books = Books.open();

    private static Books withCredit() {
        var books = Books.open();
        books.pay("{\"customer\":\"Acme\",\"amount\":\"10\",\"date\":\"2026-03-10\"}");
        books.invoice("Globex", "5", "");
        return books;
    }

    @Test
    void whatWasPaidTooMuchSettlesALaterInvoiceAndTheRestGoesBack() {
        books.pay("{\"customer\":\"Acme\",\"amount\":\"100\",\"date\":\"2026-02-01\"}");
        books.invoice("Acme", "60", ",\"issueDate\":\"2026-03-01\"");
        var used = books.server().approved("finance_credit_allocate", "{\"customer\":\"Acme\"}");
        assertThat(used.at("/summary").stringValue())
                .isEqualTo("Settled 60.00 EUR: 60.00 EUR of PAY-1001 for INV-1001.");
        var paid = books.server().approved("finance_credit_refund", "{\"credit\":\"PAY-1001\"}");
        assertThat(paid.at("/summary").stringValue())
                .isEqualTo("Refund REF-1001 of 40.00 EUR to Acme; 0.00 EUR of credit left.");
        assertThat(books.balance("1200")).isEqualTo("0.00");
        assertThat(books.balance("1000")).isEqualTo("60.00");
        assertThat(books.server()
                        .refused("finance_credit_refund", "{\"credit\":\"PAY-1001\"}")
                        .code())
                .isEqualTo("conflict");
        assertThat(books.findings()).isEmpty();
    }

    /** A dollar is 0.92 in January and 0.95 from February on: 100 dollars of credit cost 3 euros when they go back. */
    @Test
    void whatADollarGainedWhileItWasCreditIsRealised() {
        books.pay("{\"customer\":\"Acme\",\"amount\":\"100\",\"currency\":\"USD\",\"date\":\"2026-01-10\"}");
        books.server().approved("finance_credit_refund", "{\"customer\":\"Acme\",\"currency\":\"USD\"}");
        assertThat(books.balance("4910")).isEqualTo("3.00");
        assertThat(books.balance("1200")).isEqualTo("0.00");
        assertThat(books.balance("1000")).isEqualTo("-3.00");
        assertThat(books.findings()).isEmpty();
    }

    @Test
    void anAdvanceToASupplierSettlesALaterBillAndComesBack() {
        books.server().approved("finance_bill_pay", "{\"supplier\":\"DHL\",\"amount\":\"50\"}");
        books.server()
                .approved("finance_bill_create", "{\"supplier\":\"DHL\",\"amount\":\"30\",\"description\":\"x\"}");
        books.server().approved("finance_credit_allocate", "{\"supplier\":\"DHL\",\"document\":\"BILL-1001\"}");
        var back = books.server().approved("finance_credit_refund", "{\"supplier\":\"DHL\",\"amount\":\"15\"}");
        assertThat(back.at("/summary").stringValue())
                .isEqualTo("Refund REF-1001 of 15.00 EUR from DHL; 5.00 EUR of credit left.");
        assertThat(books.balance("2000")).isEqualTo("5.00");
        assertThat(books.balance("1000")).isEqualTo("-35.00");
        assertThat(books.findings()).isEmpty();
    }

    @Test
    void ofEightWhoTakeTheSameCreditTogetherNoMoreThanThereIsGoesOut() throws Exception {
        books.pay("{\"customer\":\"Acme\",\"amount\":\"50\"}");
        books.invoice("Acme", "30", ",\"issueDate\":\"2026-03-01\"");
        var answers = atOnce(i -> i % 2 == 0
                ? granted(
                        "finance_credit_refund",
                        "{\"customer\":\"Acme\",\"amount\":\"20\",\"reference\":\"" + i + "\"}")
                : granted(
                        "finance_credit_allocate",
                        "{\"customer\":\"Acme\",\"amount\":\"10\",\"document\":\"INV-1001\"}"));
        assertThat(answers).noneMatch(ToolAnswer.NeedsApproval.class::isInstance);
        String used = books.server().read(tx -> tx.sql()
                .createQuery("SELECT sum(amount)::int FROM settlement")
                .mapTo(String.class)
                .one());
        assertThat(used).isEqualTo("50");
        assertThat(books.findings()).isEmpty();
    }

    @Test
    void aSmallDifferenceIsWrittenOffWithItsTaxAndALargeOneIsNot() {
        books.invoice("Acme", "100", ",\"taxRate\":\"19\"");
        var pay = "{\"invoice\":\"INV-1001\",\"amount\":\"118.50\",\"writeOffUpTo\":\"%s\"}";
        assertThat(books.server()
                        .refused("finance_payment_record", pay.formatted("50"))
                        .text())
                .contains("writeOffUpTo: at most 5 percent of INV-1001, 5.95");
        var done = books.pay(pay.formatted("1"));
        assertThat(done.at("/settled/0/stillOpen/amount").stringValue()).isEqualTo("0.00");
        assertThat(books.balance("1200")).isEqualTo("0.00");
        assertThat(books.balance("4000")).isEqualTo("-99.58");
        assertThat(books.balance("2200")).isEqualTo("-18.92");
        books.invoice("Acme", "100", "");
        books.pay("{\"invoice\":\"INV-1002\",\"amount\":\"98\",\"writeOffUpTo\":\"1\"}");
        assertThat(books.balance("1200")).isEqualTo("2.00");
        assertThat(books.findings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            finance_credit_refund   | {}                                                        | customer: is missing
            finance_credit_refund   | {"customer":"Globex"}                                     | has no credit in EUR
            finance_credit_refund   | {"customer":"Acme","amount":"10.01"}                      | amount: 10.01 EUR is more than the credit
            finance_credit_refund   | {"customer":"Acme","amount":"-1"}                         | amount: must be above zero
            finance_credit_refund   | {"customer":"Acme","amount":"1e30"}                       | amount: is too large
            finance_credit_refund   | {"customer":"Acme","currency":"JPY"}                      | has no credit in JPY
            finance_credit_refund   | {"credit":"PAY-1001","currency":"USD"}                    | currency: PAY-1001 is in EUR
            finance_credit_refund   | {"credit":"PAY-1001","customer":"Globex"}                 | credit: PAY-1001 belongs to Acme
            finance_credit_refund   | {"credit":"PAY-1001","date":"2026-03-01"}                 | date: 2026-03-01 is before
            finance_credit_refund   | {"credit":"PAY-1001","account":"1200"}                    | account 1200 is kept
            finance_credit_allocate | {}                                                        | customer: is missing
            finance_credit_allocate | {"customer":"Acme"}                                       | document: nothing is open in EUR
            finance_credit_allocate | {"customer":"Globex"}                                     | credit: there is none in EUR
            finance_credit_allocate | {"credit":"PAY-1001","document":"INV-1001"}               | another party
            finance_credit_allocate | {"credit":"PAY-1001","document":"INV-9999"}               | document: no invoice
            finance_credit_allocate | {"credit":"PAY-1'; DROP TABLE refund"}                    | credit: no payment or credit note
            """)
    void whatMeansNothingIsRefusedAndChangesNothing(String tool, String json, String text) {
        assertThat(UNTOUCHED.server().refused(tool, json).text()).contains(text);
        assertThat(UNTOUCHED.count("settlement")).isEqualTo("0");
        assertThat(UNTOUCHED.count("refund")).isEqualTo("0");
        assertThat(UNTOUCHED.count("journal_entry")).isEqualTo("2");
    }

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
        try (var executor = Executors.newFixedThreadPool(AT_ONCE)) {
            var tasks = IntStream.range(0, AT_ONCE)
                    .mapToObj(i -> (Callable<ToolAnswer>) () -> work.call(i))
                    .toList();
            var answers = new ArrayList<ToolAnswer>();
            for (var done : executor.invokeAll(tasks)) {
                answers.add(done.get());
            }
            return answers;
        }
    }
}
