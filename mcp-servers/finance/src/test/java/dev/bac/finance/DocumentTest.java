package dev.bac.finance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.ToolJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Invoices as PDF and as electronic invoices, out and in. */
class DocumentTest {
    private final Books books = Books.open();

    /** Hebrew is drawn from right to left, or reading it back would turn it about; in it, a bracket is its mirror image. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pdf      | Panel 60x60
            pdf      | Zażółć Ångström Σίγμα Щука
            pdf      | Panel שלום עולם
            pdf      | שלום (עולם) 12.50
            factur_x | Panel 60x60 שלום עולם
            """)
    void thePdfShowsNumberPartiesLinesAndTotalInAllLettersThatItsFontHas(String format, String what)
            throws IOException {
        invoice(what);
        assertThat(text(format)).contains("Invoice INV-1001", "Acme", what, "19 % on 100.00", "119.00");
        assertThat(text(format)).doesNotContain("?", "stands for");
        assertThat(summary(format)).doesNotContain("boxes");
    }

    /** No paper shows all letters there are; what this one cannot it says, and has it for whoever copies it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pdf      | Panel \uD83D\uDE80 60x60  | 1
            pdf      | لوحة 60x60      | 4
            factur_x | 板 שלום \uD83D\uDC68\u200D\uD83D\uDC69 x | 2
            """)
    void aLetterThatThePdfsFontHasNotIsABoxThatIsSaidAndTheLetterItselfWhenCopied(String format, String what, int boxes)
            throws IOException {
        invoice(what);
        assertThat(meant(format)).containsExactly(what);
        assertThat(text(format))
                .contains("19 % on 100.00", "\u25A1 stands for a letter", "(%d here)".formatted(boxes))
                .doesNotContain("?");
        assertThat(summary(format)).contains("font has not %d of the letters".formatted(boxes), "UBL and CII");
    }

    /** Marks that turn text about are not drawn: what is to be paid is read as it is written. */
    @Test
    void aMarkThatTurnsTextAboutTurnsNothingOnThePaper() throws IOException {
        invoice("Panel \u202E00.1\u202C EUR");
        assertThat(text("pdf")).contains("Panel 00.1 EUR");
    }

    @Test
    void whatIsWrittenAsAnElectronicInvoiceIsReadBackAsTheSameBillOnce() {
        invoice("Panel <&> 60x60");
        var xml = new String(bytes("ubl"), StandardCharsets.UTF_8);
        assertThat(xml)
                .contains(
                        "urn:cen.eu:en16931:2017", "Panel &lt;&amp;", "<cbc:PayableAmount currencyID=\"EUR\">119.00<");
        var bill = books.server().approved("finance_document_import", json(xml));
        assertThat(bill.at("/total/amount").stringValue()).isEqualTo("119.00");
        assertThat(books.balance("2000")).isEqualTo("-119.00");
        assertThat(books.balance("1400")).isEqualTo("19.00");
        assertThat(books.server().refused("finance_document_import", json(xml)).text())
                .contains("booked already as BILL-1001");
        assertThat(books.findings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cii", "factur_x"})
    void aCrossIndustryInvoiceAloneOrInAPdfIsReadBackAsTheSameBillOnce(String format) throws IOException {
        invoice("Panel <&> 60x60 \u05E9\u05DC\u05D5\u05DD");
        var file = bytes(format);
        var content = format.equals("cii")
                ? new String(file, StandardCharsets.UTF_8)
                : Base64.getEncoder().encodeToString(file);
        var bill = books.server().approved("finance_document_import", json(content));
        assertThat(bill.at("/total/amount").stringValue()).isEqualTo("119.00");
        assertThat(bill.at("/reference").stringValue()).isEqualTo("INV-1001");
        assertThat(bill.at("/due").stringValue()).isEqualTo("2026-04-15");
        assertThat(books.balance("1400")).isEqualTo("19.00");
        var description = books.server().read(tx -> tx.sql()
                .createQuery("SELECT description FROM bill_line")
                .mapTo(String.class)
                .one());
        assertThat(description).isEqualTo("Panel <&> 60x60 \u05E9\u05DC\u05D5\u05DD");
        assertThat(books.server()
                        .refused("finance_document_import", json(content))
                        .text())
                .contains("booked already as BILL-1001");
        assertThat(bytes(format)).isEqualTo(file);
    }

    /** What ISO 19005-3 asks of a file that is to be read in many years, as far as the file itself shows it. */
    @Test
    void thePdfThatCarriesItsInvoiceHasItsFontsAndSaysThatItIsAnArchive() throws IOException {
        invoice("Panel");
        try (var pdf = Loader.loadPDF(bytes("factur_x"))) {
            assertThat(new PDFTextStripper().getText(pdf)).contains("Invoice INV-1001", "119.00");
            for (var name : pdf.getPage(0).getResources().getFontNames()) {
                assertThat(pdf.getPage(0).getResources().getFont(name).isEmbedded())
                        .isTrue();
            }
            var catalog = pdf.getDocumentCatalog();
            assertThat(catalog.getOutputIntents()).hasSize(1);
            assertThat(new String(catalog.getMetadata().toByteArray(), StandardCharsets.UTF_8))
                    .contains("<pdfaid:part>3<", "<pdfaid:conformance>B<", "<fx:ConformanceLevel>EN 16931<");
            assertThat(catalog.getCOSObject()
                            .getCOSArray(COSName.getPDFName("AF"))
                            .size())
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <ram:GrandTotalAmount>119.00 | <ram:GrandTotalAmount>118.00 | BR-CO-15
            <ram:TaxBasisTotalAmount>100.00 | <ram:TaxBasisTotalAmount>99.00 | BR-CO-13
            <ram:BasisAmount>100.00 | <ram:BasisAmount>90.00 | BR-S-08
            <ram:CalculatedAmount>19.00 | <ram:CalculatedAmount>-19.00 | BR-CO-14
            <ram:ID>INV-1001 | <ram:ID> | BR-02
            format="102">20260316 | format="102">20260230 | is no day such as 20260316
            <ram:DuePayableAmount>119.00 | <ram:DuePayableAmount>1e3 | "1e3" is no amount
            CrossIndustryInvoice | CrossIndustryOrder | is no UBL invoice and no Cross Industry Invoice
            """)
    void aCrossIndustryInvoiceThatBreaksARuleIsRefusedByTheRulesName(String right, String wrong, String rule) {
        invoice("Panel");
        var xml = new String(bytes("cii"), StandardCharsets.UTF_8);
        assertThat(xml).contains(right);
        assertThat(books.server()
                        .refused("finance_document_import", json(xml.replace(right, wrong)))
                        .text())
                .contains(rule);
        assertThat(books.count("bill")).isEqualTo("0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            JVBERi0xLjcKJSVFT0Y= | carries no electronic invoice
            JVBERi0*             | carries no electronic invoice
            """)
    void aPdfWithoutAnInvoiceIsRefused(String content, String text) {
        assertThat(books.server()
                        .refused("finance_document_import", json(content))
                        .text())
                .contains(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <cbc:TaxInclusiveAmount currencyID="EUR">119.00 | <cbc:TaxInclusiveAmount currencyID="EUR">118.00 | BR-CO-15
            <cbc:TaxExclusiveAmount currencyID="EUR">100.00 | <cbc:TaxExclusiveAmount currencyID="EUR">99.00 | BR-CO-13
            <cbc:TaxableAmount currencyID="EUR">100.00 | <cbc:TaxableAmount currencyID="EUR">90.00 | BR-S-08
            <cbc:RegistrationName>Acme | <cbc:RegistrationName> | BR-07
            <cbc:PayableAmount currencyID="EUR">119.00 | <cbc:PayableAmount currencyID="EUR">120.00 | BR-CO-16
            <cbc:ID>INV-1001 | <cbc:ID> | BR-02
            <cbc:IssueDate>2026-03-16 | <cbc:IssueDate>2026-02-30 | IssueDate: "2026-02-30" is no day
            <Invoice | <!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><Invoice | document types and entities are not allowed
            </Invoice> | </Invoice | is no complete XML
            """)
    void anInvoiceThatBreaksARuleIsRefusedByTheRulesName(String right, String wrong, String rule) {
        invoice("Panel");
        var xml = new String(bytes("ubl"), StandardCharsets.UTF_8);
        assertThat(xml).contains(right);
        assertThat(books.server()
                        .refused("finance_document_import", json(xml.replace(right, wrong)))
                        .text())
                .contains(rule);
        assertThat(books.count("bill")).isEqualTo("0");
    }

    private void invoice(String what) {
        books.server()
                .approved(
                        "finance_invoice_create",
                        ToolJson.mapper()
                                .writeValueAsString(Map.of(
                                        "customer", "Acme", "amount", "100", "taxRate", "19", "description", what)));
    }

    private String text(String format) throws IOException {
        try (var pdf = Loader.loadPDF(bytes(format))) {
            return new PDFTextStripper().getText(pdf);
        }
    }

    /** What readers are told of words that the file does not draw as they are. */
    private List<String> meant(String format) throws IOException {
        try (var pdf = Loader.loadPDF(bytes(format))) {
            var resources = pdf.getPage(0).getResources();
            var meant = new ArrayList<String>();
            for (var name : resources.getPropertiesNames()) {
                meant.add(resources.getProperties(name).getCOSObject().getString(COSName.ACTUAL_TEXT));
            }
            return meant;
        }
    }

    private String summary(String format) {
        return books.server()
                .ok("finance_document_get", "{\"invoice\":\"INV-1001\",\"format\":\"%s\"}".formatted(format))
                .path("summary")
                .stringValue();
    }

    private byte[] bytes(String format) {
        var file = books.server()
                .ok("finance_document_get", "{\"invoice\":\"INV-1001\",\"format\":\"%s\"}".formatted(format));
        return Base64.getDecoder().decode(file.at("/content").stringValue());
    }

    private static String json(String xml) {
        return ToolJson.mapper().writeValueAsString(Map.of("content", xml, "supplier", "DHL"));
    }
}
