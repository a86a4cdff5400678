package dev.bac.mcp.argument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bac.mcp.ToolRefusal;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GivenTest {
    private static final Currency EUR = Currency.getInstance("EUR");

    private static void refused(ThrowingCallable call, String told) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ToolRefusal.class, refusal -> assertThat(refusal.code()).isEqualTo("invalid"))
                .hasMessage(told);
    }

    @Test
    void takesTheOuterBlanksOffATextAndKeepsItsLines() {
        assertThat(Given.text("note", "  two\nlines\t ", 20)).isEqualTo("two\nlines");
    }

    @Test
    void refusesATextThatIsEmptyTooLongOrNoText() {
        refused(() -> Given.text("note", " \n ", 20), "note: is empty; give 1 to 20 characters");
        refused(() -> Given.text("note", null, 20), "note: is empty; give 1 to 20 characters");
        refused(() -> Given.text("note", "x".repeat(21), 20), "note: has 21 characters; at most 20 fit");
        refused(() -> Given.text("note", "a\u0007b", 20), "note: holds control characters; give plain text");
    }

    @Test
    void aLineHasNoBreaks() {
        assertThat(Given.line("name", "Jane \n\t Doe", 20)).isEqualTo("Jane Doe");
        assertThat(Given.lineOrNull("name", "  ", 20)).isNull();
        assertThat(Given.textOrNull("name", null, 20)).isNull();
    }

    @Test
    void rowsAreTheStandardUnlessToldAndNeverMoreThan200() {
        assertThat(Given.rows(null, 20)).isEqualTo(20);
        assertThat(Given.rows(200, 20)).isEqualTo(200);
        refused(() -> Given.rows(0, 20), "limit: is 0; give 1 to 200");
        refused(() -> Given.rows(201, 20), "limit: is 201; give 1 to 200");
    }

    @Test
    void refusesADateOfAnotherCentury() {
        assertThat(Given.date("due", LocalDate.of(2026, 3, 16))).isEqualTo("2026-03-16");
        refused(
                () -> Given.date("due", LocalDate.of(1989, 12, 31)),
                "due: 1989-12-31 is not between 1990-01-01 and 2100-12-31");
    }

    @Test
    void readsACurrencyInAnyCaseAndFallsBackToTheTenants() {
        assertThat(Given.currency("currency", " usd ", EUR)).isEqualTo("USD");
        assertThat(Given.currency("currency", null, EUR)).isEqualTo("EUR");
        assertThat(Given.currency("currency", " ", EUR)).isEqualTo("EUR");
    }

    @ParameterizedTest
    @ValueSource(strings = {"euro", "XXX", "XAU", "€"})
    void refusesWhatIsNoCurrencyToPayIn(String given) {
        assertThatThrownBy(() -> Given.currency("currency", given, EUR))
                .isInstanceOf(ToolRefusal.class)
                .hasMessageContaining("is no currency code");
    }

    @ParameterizedTest
    @CsvSource({"EUR, 12.5, 12.50", "JPY, 1200.00, 1200", "KWD, 0.125, 0.125", "EUR, 1e3, 1000.00"})
    void anAmountTakesTheScaleOfItsCurrency(String currency, BigDecimal given, String amount) {
        assertThat(Given.amount("amount", given, currency).toPlainString()).isEqualTo(amount);
    }

    @ParameterizedTest
    @CsvSource({
        "EUR, 0.005, amount: 0.005 has more than 2 decimals; round it",
        "JPY, 1.5, amount: 1.5 has more than 0 decimals; round it",
        "EUR, 0, amount: must be above zero",
        "EUR, -1, amount: must be above zero",
        "EUR, 1000000000000.01, 'amount: is too large, at most 1000000000000'",
        "EUR, 1e1000000000, 'amount: is too large, at most 1000000000000'",
        "EUR, 1e-1000000000, 'amount: is too large, at most 1000000000000'",
    })
    void refusesAnAmountThatCannotBePaid(String currency, BigDecimal given, String told) {
        refused(() -> Given.amount("amount", given, currency), told);
    }

    @Test
    void nothingIsAnAmountWhereItMayBe() {
        assertThat(Given.amountOrZero("amount", BigDecimal.ZERO, "EUR").toPlainString())
                .isEqualTo("0.00");
        refused(() -> Given.amountOrZero("amount", new BigDecimal("-0.01"), "EUR"), "amount: must not be below zero");
    }
}
