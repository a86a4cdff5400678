package dev.bac.finance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.ToolAnswer;
import dev.bac.mcp.ToolJson;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** Bank statements of every format: 1,000.00 before, 119.00 in, 4.90 out, 1,114.10 after. */
class BankTest {
    static final String MT940 = """
            :20:STARTUMS
            :25:10020030/1234567
            :28C:00001/001
            :60F:C260301EUR1000,00
            :61:2603020302CR119,00NTRFNONREF//2026030200
            :86:166?00GUTSCHRIFT?20Invoice INV-1001?21 thank you?32Acme
            :61:2603030303DR4,90NMSCNONREF
            :86:805?00ENTGELT?20account fee February
            :62F:C260303EUR1114,10
            -
            """;
    static final String CAMT = """
            <?xml version="1.0" encoding="UTF-8"?>
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Id>S1</Id>
            <Acct><Id><IBAN>DE02120300000000202051</IBAN></Id></Acct>
            <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">1000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-01</Dt></Dt></Bal>
            <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">1114.10</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-03</Dt></Dt></Bal>
            <Ntry><Amt Ccy="EUR">119.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-03-02</Dt></BookgDt>
            <NtryDtls><TxDtls><RltdPties><Dbtr><Pty><Nm>Acme</Nm></Pty></Dbtr></RltdPties><RmtInf><Ustrd>Invoice INV-1001</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
            <Ntry><Amt Ccy="EUR">4.90</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-03-03</Dt></BookgDt><AddtlNtryInf>account fee</AddtlNtryInf></Ntry>
            <Ntry><Amt Ccy="EUR">77.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>PDNG</Cd></Sts><BookgDt><Dt>2026-03-03</Dt></BookgDt></Ntry>
            </Stmt></BkToCstmrStmt></Document>
            """;
    static final String OFX = """
            OFXHEADER:100
            DATA:OFXSGML

            <OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR
            <BANKACCTFROM><BANKID>1<ACCTID>1234567<ACCTTYPE>CHECKING</BANKACCTFROM>
            <BANKTRANLIST><DTSTART>20260301<DTEND>20260303
            <STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20260302<TRNAMT>119.00<FITID>A1<NAME>Acme<MEMO>Invoice INV-1001</STMTTRN>
            <STMTTRN><TRNTYPE>FEE<DTPOSTED>20260303120000<TRNAMT>-4.90<FITID>A2<NAME>Bank<MEMO>account fee</STMTTRN>
            </BANKTRANLIST><LEDGERBAL><BALAMT>1114.10<DTASOF>20260303</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
            """;
    static final String CSV = """
            Buchungstag;Name;Verwendungszweck;Betrag;Saldo
            03.03.2026;Bank;account fee;-4,90;1.114,10
            02.03.2026;Acme;Invoice INV-1001;119,00;1.119,00
            """;

    private final Books books = Books.open();

    private static String content(String format) {
        return switch (format) {
            case "mt940" -> MT940;
            case "camt053" -> CAMT;
            case "ofx" -> OFX;
            default -> CSV;
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"mt940", "camt053", "ofx", "csv"})
    void aStatementAddsUpIsMatchedAndReconciledAndImportedAgainAddsNothing(String format) {
        books.seed(new FinanceSeed(
                null,
                null,
                null,
                null,
                java.util.List.of(new FinanceSeed.OpeningSeed(
                        Books.id("bank"),
                        "1000",
                        "EUR",
                        Books.TODAY.minusYears(1),
                        new java.math.BigDecimal("1000")))));
        books.invoice("Acme", "100", ",\"taxRate\":\"19\",\"issueDate\":\"2026-02-20\"");
        books.server()
                .ok(
                        "finance_setup_bank_rule",
                        "{\"contains\":\"account fee\",\"account\":\"Bank charges and interest\"}");
        var read = importing(content(format));
        assertThat(read.at("/items/0/opening/amount").stringValue()).isEqualTo("1000.00");
        assertThat(read.at("/items/0/closing/amount").stringValue()).isEqualTo("1114.10");
        assertThat(read.at("/added").intValue()).isEqualTo(2);
        var again = importing(content(format));
        assertThat(again.at("/added").intValue()).isZero();
        assertThat(again.at("/items/0/known").intValue()).isEqualTo(2);

        var open = books.server().ok("finance_bank_list", "{}");
        assertThat(open.at("/items/0/proposal").stringValue()).isEqualTo("INV-1001");
        assertThat(open.at("/items/1/proposal").stringValue()).isEqualTo("7000 Bank charges and interest");
        assertThat(open.at("/accounts/0/reconciled").booleanValue()).isFalse();
        var matched = books.server().approved("finance_bank_match", "{}");
        assertThat(matched.at("/items").size()).isEqualTo(2);
        var after = books.server().ok("finance_bank_list", "{}");
        assertThat(after.at("/accounts/0/reconciled").booleanValue()).isTrue();
        assertThat(books.balance("1000")).isEqualTo("1114.10");
        assertThat(books.balance("1200")).isEqualTo("0.00");
        assertThat(books.balance("7000")).isEqualTo("4.90");
        assertThat(books.findings()).isEmpty();
    }

    @Test
    void aPaymentRecordedBeforeIsNotBookedAgain() {
        books.invoice("Acme", "119", ",\"issueDate\":\"2026-02-20\"");
        books.pay("{\"invoice\":\"INV-1001\",\"date\":\"2026-03-01\"}");
        importing(MT940);
        var open = books.server().ok("finance_bank_list", "{}");
        assertThat(open.at("/items/0/proposal").stringValue()).isEqualTo("PAY-1001");
        books.server().approved("finance_bank_match", "{}");
        assertThat(books.count("payment")).isEqualTo("1");
        assertThat(books.findings()).isEmpty();
    }

    @Test
    void aRefundRecordedBeforeIsNotBookedAgain() {
        books.pay("{\"customer\":\"Acme\",\"amount\":\"25\",\"date\":\"2026-03-01\"}");
        books.server().approved("finance_credit_refund", "{\"customer\":\"Acme\",\"amount\":\"4\"}");
        importing("""
                Date,Amount,Text,Balance
                2026-03-16,25.00,Acme advance,125.00
                2026-03-17,-4.00,Acme refund,121.00
                2026-03-17,-4.00,Acme once more,117.00
                """);
        var open = books.server().ok("finance_bank_list", "{}");
        assertThat(open.at("/items").valueStream().map(one -> one.path("proposal")
                        .asString("")))
                .contains("REF-1001");
        var matched = books.server().approved("finance_bank_match", "{}");
        assertThat(matched.at("/items").valueStream().map(one -> one.path("matched")
                        .asString()))
                .containsOnlyOnce("REF-1001");
        assertThat(books.count("refund")).isEqualTo("1");
        assertThat(books.findings()).isEmpty();
    }

    @Test
    void twoHonestLinesThatAreAlikeAreTwoAndADryRunKeepsNothing() {
        var twice = """
                Date,Amount,Text,Balance
                2026-03-02,5.00,coffee,105.00
                2026-03-02,5.00,coffee,110.00
                """;
        var dry = books.server()
                .ok(
                        "finance_bank_import",
                        ToolJson.mapper().writeValueAsString(Map.of("content", twice, "dryRun", true)));
        assertThat(dry.at("/added").intValue()).isEqualTo(2);
        assertThat(books.count("bank_line")).isEqualTo("0");
        assertThat(importing(twice).at("/added").intValue()).isEqualTo(2);
        assertThat(importing(twice + "2026-03-03,1.00,tip,111.00\n")
                        .at("/added")
                        .intValue())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mt940   | EUR1114,10         | EUR1114,11          | line 9, closing balance: opening 1000.00 and lines of 114.10
            mt940   | 2603020302CR119,00 | 2613400302CR119,00  | line 5, :61:
            mt940   | CR119,00           | CR119.00            | line 5, :61:
            mt940   | :25:10020030       | :26:10020030        | line 9, :25:
            mt940   | C260301EUR         | C260301USD          | line 9, :62F:: is in EUR
            camt053 | >119.00<           | >119,00<            | line 6, Ntry/Amt
            camt053 | <Dt>2026-03-02</Dt> | <Dt>2026-02-30</Dt> | line 6, Ntry/BookgDt
            camt053 | CLBD               | CLAV                | line 2, Bal: the statement has no balance CLBD
            camt053 | >DBIT<             | >DEBT<              | Ntry/CdtDbtInd
            camt053 | <Document          | <!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><Document | document types and entities are not allowed
            ofx     | <TRNAMT>119.00     | <TRNAMT>lots        | line 7, TRNAMT
            ofx     | <BALAMT>1114.10    | <BALANCE>1114.10    | BALAMT: is missing
            ofx     | <OFX>              | <!DOCTYPE OFX><OFX> | line 4, DOCTYPE
            csv     | -4,90;1            | -4,80;1             | balance: the amounts come to
            csv     | 02.03.2026         | 30.02.2026          | line 3, date
            csv     | -4,90              | four                | line 2, amount
            csv     | Betrag             | Umsatz              | line 1, amount: the header names no such column
            """)
    void aMalformedFileIsRefusedWithLineAndFieldAndChangesNothing(
            String format, String right, String wrong, String says) {
        var content = content(format);
        assertThat(content).contains(right);
        var answer = call(content.replace(right, wrong));
        assertThat(answer).isInstanceOf(ToolAnswer.Refused.class);
        assertThat(((ToolAnswer.Refused) answer).text())
                .contains("content: line")
                .contains(says);
        assertThat(books.count("bank_line")).isEqualTo("0");
        assertThat(books.count("bank_account")).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mt940", "camt053", "ofx"})
    void aFileCutOffAnywhereChangesNothing(String format) {
        var content = content(format).strip();
        // Behind this the file says nothing any more that is needed.
        int whole = format.equals("mt940") ? content.indexOf("1114,10") + "1114,10".length() : content.length();
        for (int length = 1; length < whole; length += 31) {
            var answer = call(content.substring(0, length));
            assertThat(answer).as("cut at %d", length).isInstanceOf(ToolAnswer.Refused.class);
        }
        assertThat(books.count("bank_statement")).isEqualTo("0");
    }

    private ObjectNode importing(String content) {
        return books.server().ok("finance_bank_import", json(content));
    }

    private ToolAnswer call(String content) {
        return books.server().call("finance_bank_import", json(content));
    }

    private static String json(String content) {
        return ToolJson.mapper().writeValueAsString(Map.of("content", content));
    }
}
