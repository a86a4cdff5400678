package dev.bac.finance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.finance.FinanceSeed.InvoiceSeed;
import dev.bac.finance.FinanceSeed.LineSeed;
import dev.bac.mcp.ToolAnswer;
import dev.bac.mcp.testing.TestServer;
import dev.bac.mcp.testing.ToolSnapshots;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records of another company, arguments that mean nothing, and what the tools look like from outside. */
class StrangersTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    finance_invoice_list        | {"customer":"PARTY"}
                    finance_invoice_get         | {"invoice":"INVOICE"}
                    finance_invoice_get         | {"invoice":"INV-1001"}
                    finance_invoice_create      | {"customer":"PARTY","amount":"1","description":"x"}
                    finance_payment_record      | {"customer":"PARTY","amount":"1"}
                    finance_payment_record      | {"invoice":"INVOICE"}
                    finance_balance_get         | {"customer":"PARTY"}
                    finance_balance_get         | {"customer":"Stranger Ltd"}
                    finance_receivables_ageing  | {"customer":"PARTY"}
                    finance_revenue_report      | {"customer":"PARTY"}
                    finance_journal_post        | {"debit":"LEDGER","credit":"Bank","amount":"1","description":"x"}
                    finance_journal_post        | {"debit":"Bank","credit":"LEDGER","amount":"1","description":"x"}
                    finance_journal_post        | {"reverses":"ENTRY","description":"x"}
                    finance_credit_create       | {"invoice":"INVOICE","reason":"x"}
                    finance_document_get        | {"invoice":"INVOICE"}
                    """)
    void anotherCompanysRecordsAreNotFoundInAnyArgument(String tool, String json) {
        var theirs = Books.open();
        theirs.seed(new FinanceSeed(
                List.of(new dev.bac.finance.party.Party(
                        Books.id("stranger"), "Stranger Ltd", dev.bac.finance.party.Party.Kind.CUSTOMER, 30)),
                List.of(new InvoiceSeed(
                        Books.id("theirs"),
                        Books.id("stranger"),
                        "EUR",
                        Books.TODAY,
                        Books.TODAY,
                        List.of(new LineSeed("x", BigDecimal.ONE, BigDecimal.TEN, BigDecimal.ZERO)))),
                null,
                null,
                null));
        var entry = theirs.server()
                .approved(
                        "finance_journal_post",
                        "{\"debit\":\"Rent\",\"credit\":\"Bank\",\"amount\":\"1\",\"description\":\"secret\"}");
        var ledger = theirs.server().read(tx -> tx.sql()
                .createQuery("SELECT id FROM ledger_account WHERE code = '6100'")
                .mapTo(String.class)
                .one());
        var mine = Books.open();
        var named = json.replace("PARTY", Books.id("stranger").toString())
                .replace("INVOICE", Books.id("theirs").toString())
                .replace("LEDGER", ledger)
                .replace("ENTRY", entry.at("/entry").stringValue());
        // The same call means something to those whose records they are.
        assertThat(theirs.server().call(tool, named)).isNotInstanceOf(ToolAnswer.Refused.class);
        var refused = mine.server().refused(tool, named);
        assertThat(refused.code()).isEqualTo("not_found");
        assertThat(refused.text()).doesNotContain("Stranger Ltd (").doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    finance_invoice_create | {"customer":"Acme","amount":"1e30","description":"x"}              | amount: is too large
                    finance_invoice_create | {"customer":"Acme","amount":"1000000000000000000000000000000","description":"x"} | amount: is too large
                    finance_invoice_create | {"customer":"Acme","amount":"0","description":"x"}                 | amount: must be above zero
                    finance_invoice_create | {"customer":"Acme","amount":"-5","description":"x"}                | amount: must be above zero
                    finance_invoice_create | {"customer":"Acme","amount":"1.005","description":"x"}             | amount: 1.005 has more than 2 decimals
                    finance_invoice_create | {"customer":"Acme","amount":"1.5","description":"x","currency":"JPY"} | more than 0 decimals
                    finance_invoice_create | {"customer":"Acme","amount":"1","description":"x","currency":"XYZ"} | currency: "XYZ" is no currency code
                    finance_invoice_create | {"customer":"Acme","amount":"1","description":"x","currency":"XAU"} | currency: "XAU" is no currency code
                    finance_invoice_create | {"customer":"Acme","amount":"1","description":"  "}                | description: is empty
                    finance_invoice_create | {"customer":"","amount":"1","description":"x"}                     | customer: is empty
                    finance_invoice_create | {"customer":"Acme","amount":"lots","description":"x"}              | amount: wants a decimal number
                    finance_invoice_create | {"customer":"Acme","description":"x"}                              | amount: is missing
                    finance_invoice_create | {"customer":"Acme","amount":"1"}                                   | description: is missing
                    finance_invoice_create | {"customer":"Acme","amount":"1","description":"x","dueInDays":-1}  | dueInDays: must be 0 to 1095
                    finance_invoice_create | {"customer":"Acme","amount":"1","description":"x","dueDate":"2026-03-01"} | dueDate
                    finance_invoice_create | {"customer":"Acme","amount":"1","description":"x","issueDate":"2026-03-17"} | issueDate: 2026-03-17 is in the future
                    finance_invoice_create | {"customer":"Acme","amount":"1","description":"x","dueInDays":3,"dueDate":"2026-05-01"} | contradicts dueInDays
                    finance_invoice_create | {"customer":"Acme","amount":"1","description":"x","taxRate":"101"} | taxRate: is too large
                    finance_invoice_create | {"customer":"Acme","amount":"1","description":"x","taxRate":"-1"}  | taxRate: must be 0 to 100
                    finance_invoice_create | {"customer":"Acme","lines":[{"description":"x","quantity":"-2","unitPrice":"1"}]} | quantity: must be above zero
                    finance_invoice_create | {"customer":"Acme","amount":"1","lines":[{"description":"x","unitPrice":"1"}]} | either amount or lines
                    finance_invoice_create | {"customer":"Acme","lines":[{"description":"x","quantity":"1000000000","unitPrice":"900000000000"}]} | lines: sum up to
                    finance_payment_record | {"amount":"1"}                                                     | customer: is missing
                    finance_payment_record | {"customer":"Acme"}                                                | amount: is missing
                    finance_payment_record | {"customer":"Acme","amount":"1","date":"2027-01-01"}               | date: 2027-01-01 is in the future
                    finance_payment_record | {"customer":"Acme","amount":"1","method":"barter"}                 | method: wants one of
                    finance_invoice_list   | {"limit":201}                                                      | limit: is 201
                    finance_invoice_list   | {"limit":0}                                                        | limit: is 0
                    finance_invoice_list   | {"cursor":"nonsense"}                                              | cursor: is not
                    finance_invoice_list   | {"issuedFrom":"2026-02-01","issuedTo":"2026-01-01"}                | issuedFrom: 2026-02-01 is after
                    finance_invoice_list   | {"status":"lost"}                                                  | status: wants one of
                    finance_receivables_ageing | {"asOf":"2026-12-31"}                                          | asOf: 2026-12-31 is in the future
                    finance_revenue_report | {"from":"1066-10-14"}                                              | from: 1066-10-14 is not between
                    finance_journal_post   | {"debit":"Bank","credit":"Bank","amount":"1","description":"x"}    | same account
                    finance_journal_post   | {"debit":"Bank","amount":"1","description":"x"}                    | credit: is missing
                    finance_bill_create    | {"supplier":"DHL","amount":"1e30","description":"x"}               | amount: is too large
                    finance_bill_create    | {"supplier":"DHL","amount":"-1","description":"x"}                 | amount: must be above zero
                    finance_bill_create    | {"supplier":"Acme","amount":"1","description":"x"}                 | supplier
                    finance_bill_create    | {"supplier":"DHL","amount":"1","description":"x","billDate":"2026-02-29"} | billDate
                    finance_bill_create    | {"supplier":"DHL","amount":"1","description":"x","account":"1200"} | account 1200 is kept by invoices
                    finance_bill_create    | {"supplier":"DHL","amount":"1","description":"x","tax":"NOPE"}     | tax: no tax code
                    finance_bill_create    | {"supplier":"DHL","amount":"1","description":"x","costCenter":"X'; DROP TABLE bill"} | costCenter
                    finance_bill_pay       | {"supplier":"DHL"}                                                 | amount: is missing
                    finance_credit_create  | {"reason":"x"}                                                     | invoice: give the invoice or the bill
                    finance_period_lock    | {"month":"2026-13","state":"soft"}                                 | month: is no month
                    finance_period_lock    | {"month":"2030-01","state":"hard"}                                 | month: 2030-01 has not begun
                    finance_year_close     | {"yearEnd":"2026-03-15"}                                           | yearEnd: 2026-03-15 is not the last day
                    finance_rate_set       | {"currency":"EUR","rate":"1"}                                      | currency: EUR is the company's own
                    finance_rate_set       | {"currency":"USD","rate":"0"}                                      | rate: must be above zero
                    finance_statement_get  | {"kind":"balance_sheet","project":"x"}                             | project: no project
                    finance_setup_tax      | {"code":"x y","name":"x","parts":[{"name":"x","rate":"1"}]}        | code: must have
                    finance_setup_tax      | {"code":"X","name":"x","parts":[]}                                 | parts: has 0 parts
                    finance_setup_account  | {"code":"12","name":"x","kind":"asset"}                            | code: must have three
                    finance_bank_match     | {"record":"INV-1001"}                                              | line: is missing
                    """)
    void anArgumentThatMeansNothingIsRefusedByName(String tool, String json, String text) {
        var books = Books.open();
        assertThat(books.server().refused(tool, json).text()).contains(text);
        assertThat(books.count("journal_entry")).isEqualTo("0");
        assertThat(books.count("counter")).isEqualTo("0");
    }

    @Test
    void theSameKeyGivesTheFirstInvoiceAgainAndWithAnotherBodyAConflict() {
        var books = Books.open();
        var first = keyed(books, "1");
        assertThat(keyed(books, "1")).isEqualTo(first);
        assertThat(first).isInstanceOf(ToolAnswer.Result.class);
        assertThat(((ToolAnswer.Refused) keyed(books, "2")).code()).isEqualTo("idempotency_conflict");
        assertThat(books.count("invoice")).isEqualTo("1");
    }

    private static ToolAnswer keyed(Books books, String amount) {
        var json = "{\"customer\":\"Acme\",\"amount\":\"%s\",\"description\":\"x\"}".formatted(amount);
        var invocation =
                dev.bac.mcp.ToolInvocation.of("finance_invoice_create", dev.bac.mcp.testing.TestServer.parse(json));
        var asked = books.server().asks("finance_invoice_create", json);
        return books.server()
                .call(invocation
                        .keyed("call-1")
                        .granted(books.server().grant("finance_invoice_create", asked.argumentsHash())));
    }

    @Test
    void whatClientsSeeOfTheToolsIsWhatWasReviewed() {
        ToolSnapshots.verify(FinanceServer.declare(), Path.of("src/test/resources/tools"));
    }

    @Test
    void listsTenToTwentyFiveToolsToWhoAsksForNoToolset() {
        assertThat(TestServer.of(FinanceServer.declare()).usual()).hasSizeBetween(10, 25);
    }
}
