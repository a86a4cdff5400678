package dev.bac.mcp.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Clients of 2025-11-25 and earlier that show forms are asked for approval in the middle of their call. */
class LegacyFormsTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static ModernNotes notes;

    @BeforeAll
    static void start() {
        notes = new ModernNotes();
    }

    @AfterAll
    static void stop() {
        notes.close();
    }

    private static HttpResponse<InputStream> post(String body, String session)
            throws IOException, InterruptedException {
        var request = notes.raw(notes.caller, body.getBytes(StandardCharsets.UTF_8));
        if (!session.isEmpty()) {
            request.header("Mcp-Session-Id", session);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofInputStream());
    }

    private static String session(String capabilities) throws IOException, InterruptedException {
        var answer = post("""
                {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25",
                 "capabilities":%s,"clientInfo":{"name":"test","version":"1"}}}""".formatted(capabilities), "");
        try (var body = answer.body()) {
            assertThat(body.readAllBytes()).isNotEmpty();
        }
        return answer.headers().firstValue("Mcp-Session-Id").orElse("");
    }

    private static String pay(String title) {
        return """
                {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"notes_note_pay",
                 "arguments":{"title":"%s"}}}""".formatted(title);
    }

    private static JsonNode event(BufferedReader lines) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("data: ")) {
                return ModernNotes.json(line.substring(6));
            }
        }
        throw new AssertionError("the stream ended");
    }

    /** The result of paying, after a person answered. */
    private static JsonNode paid(String title, String answer) throws IOException, InterruptedException {
        String session = session("{\"elicitation\":{}}");
        var call = post(pay(title), session);
        try (var lines = new BufferedReader(new InputStreamReader(call.body(), StandardCharsets.UTF_8))) {
            var asked = event(lines);
            assertThat(asked.path("method").asString()).isEqualTo("elicitation/create");
            assertThat(asked.path("params").path("message").asString()).contains(title);
            var taken =
                    post("{\"jsonrpc\":\"2.0\",\"id\":" + asked.path("id") + ",\"result\":" + answer + "}", session);
            assertThat(taken.statusCode()).isEqualTo(202);
            taken.body().close();
            return event(lines).path("result");
        }
    }

    @Test
    void thePersonAtTheClientApproves() throws Exception {
        var result = paid("the rent", "{\"action\":\"accept\",\"content\":{\"approve\":true}}");

        assertThat(result.path("isError").asBoolean(false)).isFalse();
        assertThat(result.path("structuredContent").path("title").asString()).isEqualTo("the rent");
    }

    @Test
    void nothingIsDoneWhenThePersonDeclinesOrAnswersNonsense() throws Exception {
        for (String answer : new String[] {"{\"action\":\"decline\"}", "{\"nonsense\":1}"}) {
            var result = paid("the bribe", answer);

            assertThat(result.path("isError").asBoolean()).as(answer).isTrue();
            assertThat(result.path("_meta").path("dev.bac/code").asString()).isEqualTo("declined");
        }
    }

    @Test
    void somebodyElsesAnswerIsNoAnswer() throws Exception {
        String session = session("{\"elicitation\":{\"form\":{}}}");
        var call = post(pay("the fee"), session);
        try (var lines = new BufferedReader(new InputStreamReader(call.body(), StandardCharsets.UTF_8))) {
            String id = event(lines).path("id").toString();
            String yes = "{\"jsonrpc\":\"2.0\",\"id\":" + id
                    + ",\"result\":{\"action\":\"accept\",\"content\":{\"approve\":true}}}";
            var theirs = notes.raw(notes.somebodyElse(), yes.getBytes(StandardCharsets.UTF_8))
                    .build();
            assertThat(ModernNotes.send(theirs).statusCode()).isEqualTo(202);
            post("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":{\"action\":\"decline\"}}", session)
                    .body()
                    .close();
            assertThat(event(lines)
                            .path("result")
                            .path("_meta")
                            .path("dev.bac/code")
                            .asString())
                    .isEqualTo("declined");
        }
    }

    @Test
    void aClientThatShowsNoFormsHasItsCallParked() throws Exception {
        assertThat(session("{}")).isEmpty();
        assertThat(session("{\"elicitation\":{\"url\":{}}}")).isEmpty();
        var answer = post(pay("the tax"), "");
        try (var body = answer.body()) {
            assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8)).contains("It waits at the desk.");
        }
    }
}
