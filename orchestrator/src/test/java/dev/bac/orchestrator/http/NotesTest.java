package dev.bac.orchestrator.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.orchestrator.testing.Web;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What agents remember can be seen, with where it comes from, and deleted, by whom it is for. */
class NotesTest {
    private static final TestPlatform TEST = TestPlatform.shared();

    private static JsonNode notes(Web web, String words) {
        return web.get("/api/v1/notes?query=" + words).json().path("items");
    }

    private static Web.Reply forget(Web web, JsonNode note) {
        return web.send(
                web.request("/api/v1/notes/" + note.path("id").asString()).DELETE());
    }

    @Test
    void showsAndForgetsWhatIsRememberedForThePerson() {
        TEST.clerk()
                .tool(
                        "knowledge",
                        "knowledge_note_save",
                        "{\"text\":\"zebra stripes please\",\"idempotency_key\":\"n1\"}");
        var note = notes(TEST.clerk(), "zebra").get(0);
        assertThat(note.path("audience").asString()).isEqualTo("user");
        assertThat(note.path("source").asString()).isEqualTo("person");
        assertThat(note.path("createdBy").asString()).isEqualTo("bob");

        assertThat(notes(TEST.admin(), "zebra").size()).as("another person's").isZero();
        assertThat(forget(TEST.admin(), note).problem()).isEqualTo("404 not_found");
        assertThat(forget(TEST.stranger(), note).problem()).isEqualTo("404 not_found");
        assertThat(forget(TEST.clerk(), note).status()).isEqualTo(204);
        assertThat(notes(TEST.clerk(), "zebra").size()).isZero();
    }

    @Test
    void leavesANoteForEverybodyToWhoMadeItAndToAdmins() {
        TEST.admin()
                .tool(
                        "knowledge",
                        "knowledge_note_save",
                        "{\"text\":\"okapi pays on Fridays\",\"audience\":\"TEAM\",\"idempotency_key\":\"n2\"}");
        var note = notes(TEST.clerk(), "okapi").get(0);
        assertThat(note.path("audience").asString()).isEqualTo("team");
        assertThat(forget(TEST.clerk(), note).problem()).isEqualTo("403 forbidden");
        assertThat(forget(TEST.admin(), note).status()).isEqualTo(204);
    }
}
