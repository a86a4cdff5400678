package dev.bac.finance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.finance.FinanceSeed.InvoiceSeed;
import dev.bac.finance.FinanceSeed.LineSeed;
import dev.bac.identity.Delegation;
import dev.bac.mcp.ToolAnswer;
import dev.bac.mcp.ToolInvocation;
import dev.bac.mcp.testing.TestServer;
import dev.bac.store.changes.ReadSet;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What tax is owed for a span: {@code finance_statement_get} of the kind tax. */
class TaxReportTest {
    private final Books books = Books.open();

    private void code(String code, String rate, String mode) {
        books.server()
                .ok(
                        "finance_setup_tax",
                        "{\"code\":\"%s\",\"name\":\"%s\",\"parts\":[{\"name\":\"VAT\",\"rate\":\"%s\",\"mode\":\"%s\"}]}"
                                .formatted(code, "Tax of " + code, rate, mode));
    }

    private String invoice(String amount, String day, String more) {
        return books.invoice("Acme", amount, ",\"issueDate\":\"%s\"%s".formatted(day, more));
    }

    private String bill(String amount, String day, String more) {
        return books.server()
                .approved(
                        "finance_bill_create",
                        "{\"supplier\":\"DHL\",\"amount\":\"%s\",\"description\":\"x\",\"billDate\":\"%s\"%s}"
                                .formatted(amount, day, more))
                .at("/bill/number")
                .stringValue();
    }

    private void credit(String kind, String number, String more) {
        books.server()
                .approved(
                        "finance_credit_create",
                        "{\"%s\":\"%s\",\"reason\":\"returned\"%s}".formatted(kind, number, more));
    }

    private String post(String debit, String credit, String amount, String day) {
        return books.server()
                .approved(
                        "finance_journal_post",
                        "{\"debit\":\"%s\",\"credit\":\"%s\",\"amount\":\"%s\",\"description\":\"to the office\",\"date\":\"%s\"}"
                                .formatted(debit, credit, amount, day))
                .at("/entry")
                .stringValue();
    }

    private ObjectNode report(String from, String to) {
        return books.server()
                .ok("finance_statement_get", "{\"kind\":\"tax\",\"from\":\"%s\",\"to\":\"%s\"}".formatted(from, to));
    }

    /** Each line as it is read: section, line, rate, base and amount; each section's sum; and the result. */
    private static List<String> read(ObjectNode report) {
        var read = new ArrayList<String>();
        for (var section : report.path("sections")) {
            var name = section.path("name").stringValue();
            for (var line : section.path("lines")) {
                read.add("%s | %s | %s | %s | %s"
                        .formatted(
                                name,
                                line.path("account").stringValue(),
                                line.path("rate").asString("-"),
                                amount(line.path("base")),
                                amount(line.path("amount"))));
            }
            read.add("%s = %s of %s".formatted(name, amount(section.path("total")), amount(section.path("base"))));
        }
        read.add("result %s".formatted(amount(report.path("result"))));
        assertThat(report.path("balanced").booleanValue()).as(read.toString()).isTrue();
        return read;
    }

    private static String amount(JsonNode money) {
        return money.path("amount").asString("-");
    }

    /**
     * The VAT return of June to August 2011 worked at studymode.com/essays/Vat-Assignment-64402102.html from its day
     * books of sales, purchases, petty cash and returns. Printed: box 1 5,945.70, box 4 2,388.39, box 5 3,557.31, net
     * sales 29,728.48, net purchases 18,485.74 less 112.19. Purchases are printed with less VAT than a fifth: the rest of
     * a month's net amount bears none.
     */
    @Test
    void theReturnOfAQuarterWithReturnsIsTheOnePrinted() {
        code("T1", "20", "standard");
        code("T0", "0", "standard");
        var june = invoice("11875.45", "2011-06-30", ",\"tax\":\"T1\"");
        invoice("10885.25", "2011-07-31", ",\"tax\":\"T1\"");
        var august = invoice("7215.28", "2011-08-31", ",\"tax\":\"T1\"");
        credit("invoice", june, ",\"amount\":\"177\",\"date\":\"2011-06-30\"");
        credit("invoice", august, ",\"amount\":\"120\",\"date\":\"2011-08-31\"");
        // Net at a fifth and net without tax: purchases, then petty cash, of each month.
        bill("5014.65", "2011-06-30", ",\"tax\":\"T1\"");
        bill("1855.61", "2011-06-30", ",\"tax\":\"T0\"");
        var july = bill("3901.95", "2011-07-31", ",\"tax\":\"T1\"");
        bill("1983.36", "2011-07-31", ",\"tax\":\"T0\"");
        var last = bill("2756.30", "2011-08-31", ",\"tax\":\"T1\"");
        bill("2256.25", "2011-08-31", ",\"tax\":\"T0\"");
        bill("149.25", "2011-06-30", ",\"tax\":\"T1\"");
        bill("112.22", "2011-06-30", ",\"tax\":\"T0\"");
        bill("134.20", "2011-07-31", ",\"tax\":\"T1\"");
        bill("124.49", "2011-07-31", ",\"tax\":\"T0\"");
        bill("97.75", "2011-08-31", ",\"tax\":\"T1\"");
        bill("99.71", "2011-08-31", ",\"tax\":\"T0\"");
        credit("bill", july, ",\"amount\":\"115.64\",\"date\":\"2011-07-31\"");
        credit("bill", last, ",\"amount\":\"18.98\",\"date\":\"2011-08-31\"");

        var report = report("2011-06-01", "2011-08-31");
        assertThat(read(report))
                .containsExactly(
                        "Tax on sales | T1 Tax of T1 | 20 | 29728.48 | 5945.70",
                        "Tax on sales = 5945.70 of 29728.48",
                        "Tax on purchases | T0 Tax of T0 | 0 | 6431.64 | 0.00",
                        "Tax on purchases | T1 Tax of T1 | 20 | 11941.91 | 2388.39",
                        "Tax on purchases = 2388.39 of 18373.55",
                        "Tax accounts in the journal | 1400 Input tax | - | - | -2388.39",
                        "Tax accounts in the journal | 2200 Output tax | - | - | 5945.70",
                        "Tax accounts in the journal = 3557.31 of -",
                        "result 3557.31");
        assertThat(report.path("summary").stringValue())
                .isEqualTo(
                        "From 2011-06-01 to 2011-08-31 by invoice date: tax on sales 5,945.70 EUR, tax on purchases 2,388.39 EUR, so 3,557.31 EUR is owed.");
    }

    /**
     * ACCA, technical article "Value added tax, part 2", test your understanding: sales invoices of 66,900 without VAT
     * and expenses of 19,200 with VAT in the quarter ended 31 March 2014, at 20 %: "Output VAT is 13,380 and input VAT is
     * 3,200, so VAT of 10,180 is payable".
     */
    @Test
    void nancysQuarterIsTheOneOfTheAccountantsBody() {
        code("S", "20", "standard");
        invoice("66900", "2014-02-11", ",\"tax\":\"S\"");
        bill("19200", "2014-03-31", ",\"tax\":\"S\",\"pricesIncludeTax\":true");
        assertThat(read(report("2014-01-01", "2014-03-31")))
                .contains(
                        "Tax on sales = 13380.00 of 66900.00",
                        "Tax on purchases = 3200.00 of 16000.00",
                        "result 10180.00");
    }

    @Test
    void aDocumentCountsOnTheDayItIsBookedAndBothEndsBelongToTheSpan() {
        for (var day : List.of("2025-12-31", "2026-01-01", "2026-01-31", "2026-02-01")) {
            invoice("100", day, ",\"taxRate\":\"19\"");
        }
        assertThat(read(report("2026-01-01", "2026-01-31"))).contains("Tax on sales | 19 % | 19 | 200.00 | 38.00");
        assertThat(read(report("2026-02-01", "2026-02-01"))).contains("Tax on sales | 19 % | 19 | 100.00 | 19.00");
        assertThat(read(report("2025-01-01", "2025-12-30"))).contains("Tax on sales = 0.00 of 0.00", "result 0.00");
        // From 1 January to today when nothing is said.
        var usual = books.server().ok("finance_statement_get", "{\"kind\":\"tax\"}");
        assertThat(read(usual)).contains("result 57.00");
        assertThat(usual.path("from").stringValue()).isEqualTo("2026-01-01");
        assertThat(usual.path("to").stringValue()).isEqualTo("2026-03-16");
    }

    @Test
    void anInvoiceTakenBackCancelsOutOnTheDayOfItsCreditNote() {
        var wrong = invoice("100", "2026-01-10", ",\"taxRate\":\"19\"");
        credit("invoice", wrong, ",\"date\":\"2026-02-03\"");
        assertThat(read(report("2026-01-01", "2026-01-31"))).contains("result 19.00");
        assertThat(read(report("2026-02-01", "2026-02-28")))
                .contains("Tax on sales | 19 % | 19 | -100.00 | -19.00", "result -19.00");
        var both = report("2026-01-01", "2026-02-28");
        assertThat(read(both)).contains("Tax on sales | 19 % | 19 | 0.00 | 0.00", "result 0.00");
        assertThat(report("2026-02-01", "2026-02-28").path("summary").stringValue())
                .endsWith("so 19.00 EUR is to be refunded.");
    }

    @Test
    void whatIsWrittenOffTakesItsTaxBack() {
        var lost = invoice("100", "2026-01-10", ",\"taxRate\":\"19\"");
        books.server()
                .approved(
                        "finance_credit_create",
                        "{\"invoice\":\"%s\",\"writeOff\":true,\"account\":\"6900\",\"date\":\"2026-01-20\"}"
                                .formatted(lost));
        assertThat(read(report("2026-01-01", "2026-01-31"))).contains("Tax on sales = 0.00 of 0.00", "result 0.00");
    }

    @Test
    void reverseChargeIsOwedAndTakenOffAtOnceAndSalesUnderItBearNone() {
        code("RC19", "19", "reverse_charge");
        bill("1000", "2026-01-10", ",\"tax\":\"RC19\"");
        invoice("500", "2026-01-11", ",\"tax\":\"RC19\"");
        assertThat(read(report("2026-01-01", "2026-01-31")))
                .containsExactly(
                        "Tax on sales | RC19 Tax of RC19 | 0 | 500.00 | 0.00",
                        "Tax on sales = 0.00 of 500.00",
                        "Tax owed in suppliers' place | RC19 Tax of RC19 | 19 | 1000.00 | 190.00",
                        "Tax owed in suppliers' place = 190.00 of 1000.00",
                        "Tax on purchases | RC19 Tax of RC19 | 19 | 1000.00 | 190.00",
                        "Tax on purchases = 190.00 of 1000.00",
                        "Tax accounts in the journal | 1400 Input tax | - | - | -190.00",
                        "Tax accounts in the journal | 2200 Output tax | - | - | 190.00",
                        "Tax accounts in the journal = 0.00 of -",
                        "result 0.00");
    }

    @Test
    void aCodeThatGotAnotherRateIsShownWithEachAsItWasBooked() {
        for (var rate : List.of("16", "19")) {
            code("VAT", rate, "standard");
            code("RC", rate, "reverse_charge");
            invoice("100", "2026-01-10", ",\"tax\":\"VAT\"");
            bill("100", "2026-01-10", ",\"tax\":\"RC\"");
        }
        assertThat(read(report("2026-01-01", "2026-01-31")))
                .contains(
                        "Tax on sales | VAT Tax of VAT | 19 | 100.00 | 19.00",
                        "Tax on sales | VAT Tax of VAT | 16 | 100.00 | 16.00",
                        "Tax on purchases | RC Tax of RC | 19 | 100.00 | 19.00",
                        "Tax on purchases | RC Tax of RC | 16 | 100.00 | 16.00");
    }

    /** One dollar is 0.92 in January and 0.95 in February; a credit note is booked at its invoice's rate. */
    @Test
    void aForeignDocumentIsShownAsItWasBooked() {
        var dollars = invoice("99.99", "2026-01-10", ",\"taxRate\":\"19\",\"currency\":\"USD\"");
        invoice("99.99", "2026-02-10", ",\"taxRate\":\"19\",\"currency\":\"USD\"");
        credit("invoice", dollars, ",\"amount\":\"11.90\",\"date\":\"2026-02-11\"");
        // 19.00 at 0.92; 19.00 at 0.95; 1.90 at 0.92.
        assertThat(read(report("2026-01-01", "2026-01-31"))).contains("Tax on sales = 17.48 of 91.99");
        assertThat(read(report("2026-02-01", "2026-02-28"))).contains("Tax on sales = 16.30 of 85.79");
    }

    @Test
    void whatWasPostedByHandStandsApartAndIsNoPartOfWhatIsOwed() {
        invoice("1000", "2026-01-10", ",\"taxRate\":\"19\"");
        post("2200", "1000", "150", "2026-01-12");
        var wrong = post("1000", "1400", "40", "2026-01-13");
        books.server()
                .approved(
                        "finance_journal_post",
                        "{\"reverses\":\"%s\",\"description\":\"wrong\",\"date\":\"2026-01-14\"}".formatted(wrong));
        // Tax that customs asked for, with no amount it is reckoned on.
        bill("7.77", "2026-01-15", ",\"account\":\"1400\"");
        var report = report("2026-01-01", "2026-01-31");
        assertThat(read(report))
                .contains(
                        "Tax on purchases | No tax | 0 | 7.77 | 0.00",
                        "Other postings on the tax accounts | 2026-01-12 to the office (2200 Output tax) | - | - | -150.00",
                        "Other postings on the tax accounts | 2026-01-13 to the office (1400 Input tax) | - | - | 40.00",
                        "Other postings on the tax accounts | 2026-01-14 wrong (1400 Input tax) | - | - | -40.00",
                        "Other postings on the tax accounts | 2026-01-15 x (1400 Input tax) | - | - | -7.77",
                        "Other postings on the tax accounts = -157.77 of -",
                        "Tax accounts in the journal = 32.23 of -",
                        "result 190.00");
        assertThat(report.path("summary").stringValue())
                .contains("190.00 EUR is owed. Other postings on the tax accounts")
                .contains("come to -157.77 EUR and are not in it; together the accounts moved by 32.23 EUR.");
    }

    @Test
    void manyRatesAndPostingsAreSummedUpBeyondTheHundredth() {
        books.seed(new FinanceSeed(
                null,
                IntStream.rangeClosed(1, 103)
                        .mapToObj(cents -> new InvoiceSeed(
                                UUID.nameUUIDFromBytes(new byte[] {(byte) cents}),
                                Books.id("acme"),
                                "EUR",
                                LocalDate.of(2026, 1, 10),
                                LocalDate.of(2026, 1, 10),
                                List.of(new LineSeed(
                                        "x", BigDecimal.ONE, new BigDecimal("100"), BigDecimal.valueOf(cents, 2)))))
                        .toList(),
                null,
                null,
                null));
        for (int i = 0; i < 102; i++) {
            post("2200", "1000", "1", "2026-01-11");
        }
        // The rates from 0.03 down to 0.01 come last.
        assertThat(read(report("2026-01-01", "2026-01-31")))
                .contains(
                        "Tax on sales | 3 further rates | - | 300.00 | 0.06",
                        "Tax on sales = 53.56 of 10300.00",
                        "Other postings on the tax accounts | 2 further postings | - | - | -2.00",
                        "Other postings on the tax accounts = -102.00 of -",
                        "result 53.56");
    }

    @Test
    void anotherCompanysTaxIsNotSeen() {
        var theirs = new TaxReportTest();
        theirs.invoice("1000", "2026-01-10", ",\"taxRate\":\"19\"");
        theirs.post("2200", "1000", "150", "2026-01-12");
        assertThat(read(theirs.report("2026-01-01", "2026-01-31"))).contains("result 190.00");
        assertThat(read(report("2026-01-01", "2026-01-31")))
                .containsExactly(
                        "Tax on sales = 0.00 of 0.00",
                        "Tax on purchases = 0.00 of 0.00",
                        "Tax accounts in the journal | 1400 Input tax | - | - | 0.00",
                        "Tax accounts in the journal | 2200 Output tax | - | - | 0.00",
                        "Tax accounts in the journal = 0.00 of -",
                        "result 0.00");
    }

    /** So that the answer cache knows when it no longer holds. */
    @Test
    void tellsAnAgentWhatItWasReadFrom() {
        assertThat(reads("{\"kind\":\"tax\"}").date()).contains(Books.TODAY);
        var reads = reads("{\"kind\":\"tax\",\"from\":\"2026-01-01\",\"to\":\"2026-01-31\"}");
        assertThat(reads.date()).isEmpty();
        assertThat(reads.kinds())
                .contains(
                        "invoice_line",
                        "bill_line",
                        "credit_note",
                        "credit_line",
                        "journal_entry",
                        "posting",
                        "ledger_account",
                        "tax_code",
                        "tax_part");
    }

    private ReadSet reads(String json) {
        var agent = books.server()
                .caller()
                .actingThrough(new Delegation("clerk", Set.of("finance_statement_get"), Optional.of("run")));
        var answer =
                books.server().server().call(agent, ToolInvocation.of("finance_statement_get", TestServer.parse(json)));
        return ((ToolAnswer.Result) answer).reads().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"kind":"tax","from":"2026-02-01","to":"2026-01-31"} | from: 2026-02-01 is after 2026-01-31
                    {"kind":"tax","from":"1066-10-14"}                   | from: 1066-10-14 is not between
                    {"kind":"tax","to":"2026-02-29"}                     | to: wants
                    {"kind":"vat"}                                       | kind: wants one of
                    {"kind":"tax","costCenter":"WEST"}                   | costCenter: only profit and loss
                    """)
    void whatMeansNothingIsRefusedByName(String json, String text) {
        books.server().ok("finance_setup_dimension", "{\"kind\":\"cost_center\",\"code\":\"WEST\",\"name\":\"West\"}");
        assertThat(books.server().refused("finance_statement_get", json).text()).contains(text);
    }
}
