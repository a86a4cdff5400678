package dev.bac.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.notes.Notes;
import dev.bac.mcp.testing.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {
    private final TestServer notes = TestServer.of(Notes.server());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "title    | 7                      | title: wants text, got the number 7. Put it in quotes.",
                "title    | null                   | title: is required (Title, unique among the notes). Add it.",
                "amount   | true                   | amount: wants a decimal number, got the truth value true. Send it like \"1200.00\"",
                "amount   | \"1,200\"              | amount: wants a decimal number",
                "amount   | \"1e999999999\"        | amount: wants a decimal number",
                "due      | \"next week\"          | due: wants a date, got text \"next week\". Send it as YYYY-MM-DD",
                "due      | \"2026-02-30\"         | due: wants a date",
                "due      | \"+999999-01-01\"      | due: wants a date",
                "remind   | \"2026-03-31T14:30\"   | remind: wants a time with its zone",
                "pinned   | \"yes\"                | pinned: wants true or false",
                "priority | \"5\"                  | priority: wants a whole number, got text \"5\". Send it like 20",
                "priority | 1.5                    | priority: wants a whole number",
                "priority | 99999999999            | priority: wants a whole number",
                "colour   | \"green\"              | colour: wants one of red, dark_blue, got text \"green\"",
                "after    | \"42\"                 | after: wants an id",
                "lines    | {}                     | lines: wants a list, got an object",
                "lines    | [7]                    | lines[0]: wants an object",
                "lines    | [{\"text\":\"a\"}]     | lines[0].times: is required",
                "lines    | [{},{},{},{}]          | lines: has 4 entries, at most 3",
                "idempotency_key | 7               | idempotency_key: wants text",
                "dry_run  | \"true\"               | dry_run: wants true or false"
            })
    void namesTheFieldTheTypeAndTheRemedy(String field, String value, String told) {
        String json = field.equals("title")
                ? "{\"title\": " + value + "}"
                : "{\"title\": \"x\", \"" + field + "\": " + value + "}";
        var refused = notes.refused("notes_note_add", json);
        assertThat(refused.code()).isEqualTo("invalid");
        assertThat(refused.text()).contains(told);
    }

    @Test
    void suggestsTheArgumentThatWasMeant() {
        assertThat(notes.refused("notes_note_add", "{\"title\": \"x\", \"colour_\": \"red\"}")
                        .text())
                .isEqualTo("colour_: unknown argument. Did you mean \"colour\"?");
        assertThat(notes.refused("notes_note_search", "{\"tenant_id\": \"x\"}").text())
                .isEqualTo("tenant_id: unknown argument. Leave it out; the arguments are text.");
    }

    @Test
    void tellsAllProblemsAtOnce() {
        assertThat(notes.refused("notes_note_add", "{\"amount\": [], \"due\": 1, \"x\": 1}")
                        .text()
                        .lines())
                .hasSize(4);
    }

    @Test
    void boundsTexts() {
        assertThat(notes.refused("notes_note_add", "{\"title\": \"" + "x".repeat(41) + "\"}")
                        .text())
                .isEqualTo("title: has 41 characters, at most 40 are allowed. Shorten it.");
        assertThat(notes.refused("notes_note_add", "{\"title\": \"a\\u0000b\"}").text())
                .contains("NUL");
    }

    @Test
    void takesNumbersForDecimalsAndWordsForConstants() {
        var content = notes.ok("notes_note_add", "{\"title\": \"n\", \"amount\": 0.10, \"colour\": \"Dark blue\"}");
        assertThat(content.path("amount").asString()).isEqualTo("0.10");
        assertThat(content.path("colour").asString()).isEqualTo("dark_blue");
    }
}
