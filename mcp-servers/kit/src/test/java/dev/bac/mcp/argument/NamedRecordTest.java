package dev.bac.mcp.argument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.notes.Notes;
import dev.bac.mcp.testing.TestServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NamedRecordTest {
    private static final NamedRecord NOTE =
            new NamedRecord("note", "note", "CAST(amount AS text)", "title", "title <> 'secret'");
    private final TestServer notes = TestServer.of(Notes.server());

    @BeforeEach
    void writeNotes() {
        for (var title : new String[] {"LED panel 60x60", "LED panel", "LED strip warm", "LED strip cold", "secret"}) {
            notes.ok("notes_note_add", "{\"title\": \"" + title + "\"}");
        }
        notes.ok("notes_note_add", "{\"title\": \"numbered\", \"amount\": \"42.5\"}");
    }

    private String titleOf(String given) {
        return notes.read(tx -> tx.sql()
                .createQuery("SELECT title FROM note WHERE id = :id")
                .bind("id", NOTE.one(tx, "note", given))
                .mapTo(String.class)
                .one());
    }

    private String idOf(String title) {
        return notes.read(tx -> tx.sql()
                .createQuery("SELECT CAST(id AS text) FROM note WHERE title = :title")
                .bind("title", title)
                .mapTo(String.class)
                .one());
    }

    private void refused(String given, String code, CharSequence... told) {
        assertThatThrownBy(() -> titleOf(given))
                .isInstanceOfSatisfying(
                        ToolRefusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code))
                .satisfies(refusal -> assertThat(refusal.getMessage()).contains(told));
    }

    @Test
    void findsByIdNumberNameBeginningAndWords() {
        assertThat(titleOf(idOf("LED strip warm"))).isEqualTo("LED strip warm");
        assertThat(titleOf("42.50")).isEqualTo("numbered");
        assertThat(titleOf("led PANEL")).isEqualTo("LED panel");
        assertThat(titleOf("numbered")).isEqualTo("numbered");
        assertThat(titleOf("warm strips")).isEqualTo("LED strip warm");
    }

    @Test
    void severalOfTheSameBeginningAreListedWithTheirIds() {
        refused("LED strip", "ambiguous", "LED strip cold (id " + idOf("LED strip cold") + ")", "LED strip warm (id ");
    }

    @Test
    void nothingFoundIsToldWithItsNeighbours() {
        refused("numbred", "not_found", "Did you mean", "numbered");
    }

    @Test
    void whatTheFilterLeavesOutIsNotThere() {
        refused("secret", "not_found", "no note");
        refused(idOf("secret"), "not_found", "no note");
    }

    @Test
    void anotherTenantsRecordIsNotThere() {
        var id = idOf("LED panel");
        var other = notes.otherTenant();

        assertThatThrownBy(() -> other.read(tx -> NOTE.one(tx, "note", id)))
                .isInstanceOfSatisfying(
                        ToolRefusal.class, refusal -> assertThat(refusal.code()).isEqualTo("not_found"));
    }

    @Test
    void aTextIsNeverSql() {
        refused("x' OR true --", "not_found", "no note");
        refused("%", "not_found", "Nothing is like it");
    }
}
