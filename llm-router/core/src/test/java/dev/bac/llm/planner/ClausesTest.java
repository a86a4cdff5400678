package dev.bac.llm.planner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.llm.planner.spans.Spans;
import dev.bac.llm.planner.words.Sentence;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClausesTest {

    @Test
    void cutsWhereAnotherActBegins() {
        assertThat(clauses("Close the Duval deal and remind me on Monday to call them"))
                .containsExactly("Close the Duval deal", "remind me on Monday to call them");
        assertThat(clauses("Find Oscorp, then list their invoices")).hasSize(2);
        assertThat(clauses("Show the stock; show the orders and show the invoices"))
                .hasSize(3);
    }

    @Test
    void leavesNamesAndNounsTogether() {
        assertThat(clauses("Add Jane and John as leads")).hasSize(1);
        assertThat(clauses("Show the email and phone of Oscorp")).hasSize(1);
        assertThat(clauses("Order 5 monitors and 10 cables for Duval")).hasSize(1);
    }

    @Test
    void neverCutsInsideTheWordsOfAMessage() {
        assertThat(clauses("Text Bob: come home and bring the keys")).hasSize(1);
        assertThat(clauses("Send \"wait, then call me\" to Bob")).hasSize(1);
    }

    @Test
    void makesAtMostThree() {
        assertThat(clauses("show the a1, show the b1, show the c1, show the d1, show the e1"))
                .hasSize(3);
    }

    private static List<String> clauses(String said) {
        return Clauses.of(said, Spans.of(Sentence.of(said), LocalDate.of(2026, 11, 16), "DE"));
    }
}
