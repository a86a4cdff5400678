package dev.bac.finance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How documents for goods are taxed: by the tax that is named, else the party's own, else as the last one was. */
class GoodsTaxTest {
    private final Books books = Books.open();

    @BeforeEach
    void taxes() {
        for (var rate : new int[] {7, 19}) {
            books.server()
                    .ok(
                            "finance_setup_tax",
                            "{\"code\":\"VAT%1$d\",\"name\":\"VAT\",\"parts\":[{\"name\":\"VAT\",\"rate\":\"%1$d\"}]}"
                                    .formatted(rate));
        }
    }

    private String delivered(String more) {
        return books.server()
                .approved("finance_goods_invoice", """
                        {"note":"%s","number":"DN-1","customer":"Acme","date":"2026-03-10","currency":"EUR",\
                        "lines":[{"description":"valve","quantity":"1","unitPrice":"100","net":"100"}]%s}""".formatted(UUID.randomUUID(), more))
                .at("/total/amount")
                .stringValue();
    }

    private String setUp(String json) {
        return books.server().ok("finance_setup_party", json).at("/summary").stringValue();
    }

    @Test
    void theCustomersOwnTaxIsTakenWhateverTheLastInvoiceHad() {
        books.invoice("Acme", "5", ",\"taxRate\":\"0\"");
        assertThat(delivered("")).isEqualTo("100.00");
        assertThat(setUp("{\"customer\":\"Acme\",\"tax\":\"vat19\"}"))
                .isEqualTo("Acme: documents are due within 30 days; those for goods are taxed with VAT19.");
        books.invoice("Acme", "5", ",\"tax\":\"VAT7\"");
        assertThat(delivered("")).isEqualTo("119.00");
        assertThat(delivered(",\"tax\":\"VAT7\"")).isEqualTo("107.00");
    }

    @Test
    void asBeforeGoesBackToTheLastInvoicesTax() {
        setUp("{\"customer\":\"Acme\",\"tax\":\"VAT19\",\"termsDays\":14}");
        books.invoice("Acme", "5", ",\"tax\":\"VAT7\"");
        assertThat(setUp("{\"customer\":\"Acme\",\"tax\":\"as_before\"}"))
                .isEqualTo("Acme: documents are due within 14 days; those for goods are taxed as the last one was.");
        assertThat(delivered("")).isEqualTo("107.00");
    }

    @Test
    void anUnknownTaxOrPartyChangesNothing() {
        assertThat(books.server()
                        .refused("finance_setup_party", "{\"customer\":\"Acme\",\"tax\":\"VAT99\"}")
                        .text())
                .contains("VAT19");
        assertThat(books.server()
                        .refused("finance_setup_party", "{\"customer\":\"Acme\",\"supplier\":\"DHL\"}")
                        .text())
                .contains("either");
        assertThat(books.server()
                        .refused("finance_setup_party", "{\"supplier\":\"DHL\",\"termsDays\":400}")
                        .text())
                .contains("termsDays");
    }
}
