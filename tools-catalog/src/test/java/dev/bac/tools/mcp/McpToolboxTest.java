package dev.bac.tools.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bac.tools.Callers;
import dev.bac.tools.Notebook;
import dev.bac.tools.ToolCall;
import dev.bac.tools.Toolbox;
import dev.bac.tools.ToolboxContract;
import dev.bac.tools.ToolboxException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class McpToolboxTest extends ToolboxContract {
    private static final TokenSource TOKENS = (caller, server) -> server + "-token-of-" + caller.name();
    private NoteServer server = new NoteServer(notes.toolbox, 0);
    private final McpToolbox toolbox = new McpToolbox(McpServerAddress.of("note", server.endpoint()), TOKENS);

    @AfterEach
    void stop() {
        toolbox.close();
        server.close();
    }

    @Override
    protected Toolbox toolbox() {
        return toolbox;
    }

    private static ToolCall add(String key) {
        return new ToolCall(
                "note_page_add", Notebook.object("{\"text\":\"a\",\"owner\":\"x\"}"), key, Optional.empty());
    }

    @Test
    void sendsATokenMadeForThatServerWithEveryRequest() {
        toolbox.tools(Callers.named("Ann"));
        toolbox.call(Callers.named("Bob"), add("1"));
        assertThat(server.authorizations).isNotEmpty().allMatch(sent -> sent.startsWith("Bearer note-token-of-"));
        assertThat(server.authorizations.getLast()).isEqualTo("Bearer note-token-of-Bob");
    }

    @Test
    void goesOnAfterTheServerWasRestarted() {
        assertThat(toolbox.call(Callers.named("Ann"), add("1")).text()).isEqualTo("page 1");
        int port = server.port();
        server.close();
        server = new NoteServer(notes.toolbox, port);
        assertThat(toolbox.call(Callers.named("Ann"), add("2")).text()).isEqualTo("page 2");
    }

    @Test
    void saysThatACallToADeadServerDidNotHappen() {
        server.close();
        assertThatThrownBy(() -> toolbox.call(Callers.named("Ann"), add("1")))
                .isInstanceOfSatisfying(ToolboxException.class, thrown -> assertThat(thrown.mayHaveHappened())
                        .isFalse());
    }

    @Test
    void saysThatACallThatTimedOutMayHaveHappened() {
        var impatient =
                new McpServerAddress("note", server.endpoint(), Duration.ofSeconds(2), Duration.ofMillis(300), 100_000);
        try (var hasty = new McpToolbox(impatient, TOKENS)) {
            hasty.tools(Callers.named("Ann"));
            server.delayMillis.set(1_500);
            assertThatThrownBy(() -> hasty.call(Callers.named("Ann"), add("1")))
                    .isInstanceOfSatisfying(ToolboxException.class, thrown -> assertThat(thrown.mayHaveHappened())
                            .isTrue());
        }
    }

    @Test
    void showsNoCharactersThatPeopleDoNotSee() {
        assertThat(Plain.text("Lists\u200b notes\u202e.\uDB40\uDC41 All")).isEqualTo("Lists notes. All");
    }
}
