package dev.bac.orchestrator.download;

import static dev.bac.orchestrator.testing.ScriptedModel.answer;
import static dev.bac.orchestrator.testing.ScriptedModel.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.orchestrator.testing.Web;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What a tool answered, as a file for whoever asked, and for nobody else. */
class DownloadTest {
    private static final TestPlatform TEST = TestPlatform.shared();
    private static final JsonMapper JSON = JsonMapper.shared();

    private static String address(String conversation, String call, String format) {
        return "%s/download?call=%s&format=%s"
                .formatted(conversation, URLEncoder.encode(call, StandardCharsets.UTF_8), format);
    }

    private static String called(Web web, String path) {
        return web.get(path)
                .json()
                .path("messages")
                .valueStream()
                .flatMap(said -> said.path("calls").valueStream())
                .map(one -> one.path("id").asString())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void givesTheRowsOfAResultToWhoeverAskedAndToNobodyElse() {
        TEST.model().when("Rows for me", call("finance_invoice_list", "{\"status\": \"overdue\"}"), answer("There."));
        var talk = TEST.clerk().talk("receivables");
        talk.say("Rows for me");
        String call = called(TEST.clerk(), talk.path());

        var reply = TEST.clerk().get(address(talk.path(), call, "csv"));
        assertThat(reply.status()).as(reply.http().body()).isEqualTo(200);
        assertThat(reply.header("Content-Disposition")).isEqualTo("attachment; filename=\"finance_invoice_list.csv\"");
        assertThat(reply.header("Content-Type")).startsWith("text/csv");
        assertThat(reply.http().body()).contains("INV-1001,", "1234.50,EUR");

        assertThat(TEST.admin().get(address(talk.path(), call, "csv")).problem())
                .isEqualTo("404 not_found");
        assertThat(TEST.stranger().get(address(talk.path(), call, "csv")).problem())
                .isEqualTo("404 not_found");
        assertThat(TEST.nobody().get(address(talk.path(), call, "csv")).problem())
                .isEqualTo("401 unauthorized");
        assertThat(TEST.clerk().get(address(talk.path(), call + "0", "csv")).problem())
                .isEqualTo("404 not_found");
        assertThat(TEST.clerk().get(address(talk.path(), call, "file")).problem())
                .isEqualTo("404 not_found");
        assertThat(TEST.clerk().get(address(talk.path(), call, "exe")).problem())
                .isEqualTo("400 invalid");
    }

    @Test
    void givesTheDocumentThatAToolMade() {
        TEST.model()
                .when(
                        "The paper please",
                        call("finance_document_get", "{\"invoice\": \"INV-1001\"}"),
                        answer("There."));
        var talk = TEST.clerk().talk("invoicing-clerk");
        talk.say("The paper please");

        var reply = TEST.clerk().get(address(talk.path(), called(TEST.clerk(), talk.path()), "file"));
        assertThat(reply.status()).as(reply.http().body()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).isEqualTo("application/pdf");
        assertThat(reply.http().body()).startsWith("%PDF-");
    }

    @Test
    void writesCellsThatASpreadsheetCountsAndDoesNotRun() {
        var rows = Rows.of(JSON.readTree("""
                {"items": [
                  {"name": "=HYPERLINK(\\"x\\")", "value": {"amount": "-5.10", "currency": "EUR"}, "note": "a, b\\nc"},
                  {"name": "+49 151", "value": {"amount": "1000", "currency": "JPY"}, "at": "@sum"}]}
                """)).orElseThrow();
        assertThat(rows.csv().substring(1)).isEqualTo("""
                name,value,valueCurrency,note,at\r
                "'=HYPERLINK(""x"")",-5.10,EUR,"a, b
                c",\r
                '+49 151,1000,JPY,,'@sum\r
                """);
    }

    @Test
    void writesEachAccountOfAStatement() {
        var rows = Rows.of(JSON.readTree("""
                {"sections": [{"name": "Income", "lines": [{"account": "4000 Sales", "amount": {"amount": "9.00", "currency": "EUR"}}]}]}
                """)).orElseThrow();
        assertThat(rows.csv().substring(1))
                .isEqualTo("section,account,amount,amountCurrency\r\nIncome,4000 Sales,9.00,EUR\r\n");
    }

    @Test
    void writesTheRateAndBaseOfEachTax() {
        var rows = Rows.of(JSON.readTree("""
                {"sections": [
                  {"name": "Tax on sales", "lines": [{"account": "VAT19 Standard", "amount": {"amount": "1.90", "currency": "EUR"},
                    "code": "VAT19", "rate": "19", "base": {"amount": "10.00", "currency": "EUR"}}]},
                  {"name": "Tax accounts", "lines": [{"account": "2200 Output tax", "amount": {"amount": "1.90", "currency": "EUR"}}]}]}
                """)).orElseThrow();
        assertThat(rows.csv().substring(1)).isEqualTo("""
                section,account,amount,amountCurrency,code,rate,base,baseCurrency\r
                Tax on sales,VAT19 Standard,1.90,EUR,VAT19,19,10.00,EUR\r
                Tax accounts,2200 Output tax,1.90,EUR,,,,\r
                """);
    }

    @Test
    void givesOutNoOtherKindOfFile() {
        assertThat(Download.file(JSON.readTree("{\"mimeType\": \"text/html\", \"content\": \"PGI+\"}")))
                .isEmpty();
        assertThat(Download.file(JSON.readTree("{\"mimeType\": \"application/pdf\", \"content\": \"***\"}")))
                .isEmpty();
        assertThat(Download.file(
                                JSON.readTree(
                                        "{\"mimeType\": \"application/pdf\", \"content\": \"JVBERi0=\", \"fileName\": \"../a b.pdf\"}"))
                        .orElseThrow()
                        .name())
                .isEqualTo(".._a_b.pdf");
    }
}
