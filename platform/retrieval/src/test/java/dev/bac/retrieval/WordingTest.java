package dev.bac.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordingTest {

    @Test
    void opensSnakeAndCamelCaseAndFoldsAccents() {
        assertThat(Wording.words("crm_contactSearch für Łódź Straße"))
                .containsExactly("crm", "contact", "search", "fur", "lodz", "strasse");
    }

    @Test
    void bringsFormsOfAWordToOneStem() {
        assertThat(Wording.stems("invoices invoiced invoicing")).containsOnly("invoic");
        assertThat(Wording.stems("companies company")).containsOnly("compani");
        assertThat(Wording.stems("opportunity opportunities")).containsOnly("opportuniti");
        assertThat(Wording.stems("calculate calculation calculator calculating"))
                .containsOnly("calculat");
        assertThat(Wording.stems("shipped shipping ship")).containsOnly("ship");
    }
}
