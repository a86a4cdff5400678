package dev.bac.mcp.serving;

import static dev.bac.mcp.serving.ModernNotes.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.Caller;
import dev.bac.mcp.wire.ClientCapabilities;
import dev.bac.mcp.wire.Params;
import dev.bac.mcp.wire.Protocol;
import java.sql.Timestamp;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A result beyond what a model may read comes with a link to the whole of it. */
class LongResultTest {
    private static final ClientCapabilities NONE = ClientCapabilities.none();
    private static final int NOTES = 200;
    private static ModernNotes notes;

    @BeforeAll
    static void start() {
        notes = new ModernNotes();
        notes.server.store().<Boolean>write(notes.caller.tenant(), tx -> {
            for (int i = 0; i < NOTES; i++) {
                tx.sql()
                        .execute(
                                "INSERT INTO note (id, title) VALUES (?, ?)",
                                tx.newId(),
                                "%03d %s".formatted(i, "long ".repeat(80)));
            }
            return true;
        });
    }

    @AfterAll
    static void stop() {
        notes.close();
    }

    private static JsonNode result() {
        return notes.result(Protocol.TOOLS_CALL, call("notes_note_search", "{}"), NONE);
    }

    private static String link(JsonNode result) {
        var link = result.path("content").get(1);
        assertThat(link.path("type").asString()).isEqualTo("resource_link");
        return link.path("uri").asString();
    }

    private static JsonNode read(Caller by, String uri) {
        return notes.ask(by, Protocol.RESOURCES_READ, new Params.ReadResource(uri, null, null), NONE);
    }

    private static Optional<JsonNode> page(String uri) {
        var contents = read(notes.caller, uri).path("result").path("contents");
        return contents.isMissingNode()
                ? Optional.empty()
                : Optional.of(ModernNotes.json(contents.get(0).path("text").asString()));
    }

    @Test
    void itsPagesHoldEveryRowOnce() {
        var result = result();
        assertThat(result.toString().length()).isLessThan(50_000);
        assertThat(result.path("structuredContent").path("total").asInt()).isEqualTo(NOTES);

        Set<String> titles = new HashSet<>();
        int rows = 0;
        String uri = link(result);
        for (int page = 0; page < 50 && !uri.isEmpty(); page++) {
            var read = page(uri).orElseThrow();
            for (var item : read.path("items")) {
                titles.add(item.path("title").asString());
                rows++;
            }
            uri = read.path("next").asString("");
        }

        assertThat(rows).isEqualTo(NOTES);
        assertThat(titles).hasSize(NOTES);
    }

    @Test
    void nobodyElseFindsIt() {
        String uri = link(result());

        assertThat(read(notes.somebodyElse(), uri).path("error").path("code").asInt())
                .isEqualTo(-32602);
        assertThat(page(uri + "?page=99")).isEmpty();
        assertThat(page(uri + "?page=0")).isEmpty();
        assertThat(page("notes://results/none")).isEmpty();
    }

    @Test
    void itIsGoneWhenItsTimeIsOver() {
        String uri = link(result());
        assertThat(page(uri)).isPresent();

        int expired = notes.server.store().write(notes.caller.tenant(), tx -> tx.sql()
                .execute(
                        "UPDATE mcp_result SET expires_at = ?",
                        Timestamp.from(tx.now().minusSeconds(1))));

        assertThat(expired).isPositive();
        assertThat(page(uri)).isEmpty();
    }
}
