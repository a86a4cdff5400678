package dev.bac.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.notes.Notes;
import dev.bac.mcp.testing.TestServer;
import org.junit.jupiter.api.Test;

class ToolServerTest {
    private final TestServer notes = TestServer.of(Notes.server());

    @Test
    void runsAToolAndTellsItsResult() {
        var answer = notes.call("notes_note_add", """
                {"title": "rent", "amount": 1200.50, "due": "2026-04-01", "colour": "dark_blue"}""");

        assertThat(answer).isInstanceOf(ToolAnswer.Result.class);
        assertThat(answer.text()).startsWith("Noted: rent.\n{\"id\":").contains("\"amount\":\"1200.50\"");
        var content = ((ToolAnswer.Result) answer).content();
        assertThat(content.path("summary").asString()).isEqualTo("Noted: rent.");
        assertThat(content.path("due").asString()).isEqualTo("2026-04-01");
        assertThat(content.path("colour").asString()).isEqualTo("dark_blue");
        assertThat(notes.ok("notes_note_search", "{\"text\": \"ren\"}")
                        .path("total")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void approvesPreviewsAndPurges() {
        assertThat(notes.approved("notes_note_pay", "{\"title\": \"bill\"}")
                        .path("title")
                        .asString())
                .isEqualTo("bill");
        assertThat(notes.ok("notes_tenant_export", "{}")
                        .path("tables")
                        .path("note")
                        .size())
                .isEqualTo(1);
        assertThat(notes.ok("notes_tenant_purge", "{}").path("summary").asString())
                .contains("removed");
        assertThat(notes.refused("notes_note_search", "{}").code()).isEqualTo("tenant_unknown");
        notes.ok("notes_tenant_purge", "{}");
        notes.ok("notes_tenant_prepare", """
                {"name": "Medix", "currency": "NGN", "zone": "Africa/Lagos", "locale": "en-NG"}""");
        assertThat(notes.ok("notes_note_search", "{}").path("total").asInt()).isEqualTo(1);
    }
}
