package dev.bac.mcp.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.notes.Notes;
import dev.bac.mcp.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class McpStdioTest {

    @Test
    void answersEveryLineEvenAfterABrokenOneAndAtTheEndOfInput() throws IOException {
        var out = new ByteArrayOutputStream();
        var test = TestServer.of(Notes.server());
        String input = """
                {"jsonrpc":"2.0","id":1,"method":"ping"}
                not json

                {"jsonrpc":"2.0","method":"notifications/initialized"}
                {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"notes_note_search"}}""";

        McpStdio.serve(
                test.server(), test.caller(), new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), out);

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .hasSize(3)
                .anySatisfy(line -> assertThat(line).contains("\"id\":1").contains("\"result\":{}"))
                .anySatisfy(line -> assertThat(line).contains("\"code\":-32700"))
                .anySatisfy(line -> assertThat(line).contains("\"id\":2").contains("0 notes."));
    }
}
