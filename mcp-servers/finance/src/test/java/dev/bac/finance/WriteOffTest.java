package dev.bac.finance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What nobody will pay is given up: no more than is open, with its part of the tax (Article 90 of the EU VAT directive),
 * at the cost of the account that the bookkeeper names. Today is 16 March 2026.
 */
class WriteOffTest {
    private final Books books = Books.open();

    private String written(String more) {
        return books.server()
                .approved("finance_credit_create", "{\"invoice\":\"INV-1001\",\"writeOff\":true%s}".formatted(more))
                .at("/summary")
                .stringValue();
    }

    @Test
    void whatIsStillOpenOfAnInvoiceIsWrittenOffAgainstTheAccountThatBearsIt() {
        books.invoice("Acme", "100", ",\"taxRate\":\"19\"");
        books.pay("{\"invoice\":\"INV-1001\",\"amount\":\"59.50\"}");
        assertThat(written(",\"account\":\"6900\"")).isEqualTo("Credit note CN-1001 of 59.50 EUR for INV-1001, Acme.");
        assertThat(books.balance("1200")).isEqualTo("0.00");
        assertThat(books.balance("6900")).isEqualTo("50.00");
        assertThat(books.balance("4000")).isEqualTo("-100.00");
        assertThat(books.balance("2200")).isEqualTo("-9.50");
        assertThat(books.server()
                        .ok("finance_invoice_get", "{\"invoice\":\"INV-1001\"}")
                        .toString())
                .contains("paid");
        assertThat(books.findings()).isEmpty();
    }

    @Test
    void withoutAnAccountItLowersTheSalesAndPartsOfItCanBeGivenUp() {
        books.invoice("Acme", "100", "");
        written(",\"amount\":\"30\"");
        written("");
        assertThat(books.balance("1200")).isEqualTo("0.00");
        assertThat(books.balance("4000")).isEqualTo("0.00");
        assertThat(books.findings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "writeOff":true                                     | nothing of it is open
            "writeOff":true,"amount":"0.01"                     | nothing of it is open
            "writeOff":false                                    | reason
            "reason":"x","account":"6900"                       | goes with writeOff
            """)
    void whatIsPaidIsNotWrittenOffAndACreditNoteSaysWhy(String more, String words) {
        books.invoice("Acme", "100", "");
        books.pay("{\"invoice\":\"INV-1001\"}");
        assertThat(books.server()
                        .refused("finance_credit_create", "{\"invoice\":\"INV-1001\",%s}".formatted(more))
                        .text())
                .contains(words);
        assertThat(books.count("credit_note")).isEqualTo("0");
    }

    @Test
    void noMoreThanIsOpenIsWrittenOffAndControlAccountsDoNotBearIt() {
        books.invoice("Acme", "100", "");
        assertThat(books.server()
                        .refused(
                                "finance_credit_create",
                                "{\"invoice\":\"INV-1001\",\"writeOff\":true,\"amount\":\"100.01\"}")
                        .text())
                .contains("no more than the 100.00 EUR");
        assertThat(books.server()
                        .refused(
                                "finance_credit_create",
                                "{\"invoice\":\"INV-1001\",\"writeOff\":true,\"account\":\"1200\"}")
                        .text())
                .contains("is kept by invoices");
        assertThat(books.count("credit_note")).isEqualTo("0");
    }
}
