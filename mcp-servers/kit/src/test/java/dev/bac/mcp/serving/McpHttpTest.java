package dev.bac.mcp.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.KeyRing;
import dev.bac.identity.TokenIssuer;
import dev.bac.mcp.ToolJson;
import dev.bac.mcp.notes.Notes;
import dev.bac.mcp.testing.TestServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class McpHttpTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";
    private static final String AUDIENCE = TestServer.BASE_URL + "/mcp/notes";

    private static TestServer test;
    private static NotesServer notes;
    private static String token;

    @BeforeAll
    static void start() {
        test = TestServer.of(Notes.server());
        notes = new NotesServer(test);
        token = notes.token(test.caller());
    }

    @AfterAll
    static void stop() {
        notes.close();
    }

    @Test
    void negotiatesTheRevisionWithoutASession() {
        var answer = post("", """
                {"jsonrpc":"2.0","id":"a","method":"initialize","params":{"protocolVersion":"2025-06-18",
                 "capabilities":{},"clientInfo":{"name":"test","version":"1"}}}""");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Mcp-Session-Id")).isEmpty();
        var result = json(answer).path("result");
        assertThat(result.path("protocolVersion").asString()).isEqualTo("2025-06-18");
        assertThat(result.path("serverInfo").path("name").asString()).isEqualTo("bac-notes");
        assertThat(result.path("capabilities").has("tools")).isTrue();
    }

    @Test
    void takesNotificationsAndAnswersPings() {
        assertThat(post("", "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}")
                        .statusCode())
                .isEqualTo(202);
        assertThat(json(post("", "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\"}"))
                        .path("result")
                        .isObject())
                .isTrue();
    }

    @Test
    void listsOnlyWhatTheCallerMayCall() {
        assertThat(names(post("", LIST)))
                .startsWith("notes_note_add")
                .contains("notes_tenant_purge")
                .isSorted();
        var reader = notes.token(test.withScopes("notes:read").caller());
        assertThat(names(send(request("", reader, LIST.getBytes(StandardCharsets.UTF_8)))))
                .containsExactly("notes_note_cheat", "notes_note_search");
        assertThat(names(post("/readonly", LIST)))
                .contains("notes_note_search")
                .doesNotContain("notes_note_add", "notes_tenant_purge");
    }

    @Test
    void writesNothingAtTheReadOnlyAddress() {
        assertThat(json(post("/readonly", call("notes_note_add", "{\"title\":\"x\"}")))
                        .path("error")
                        .path("code")
                        .asInt())
                .isEqualTo(-32602);
    }

    @Test
    void answersACallWithTextAndStructure() {
        var result = json(post("", call("notes_note_search", "{}"))).path("result");
        assertThat(result.path("isError").asBoolean()).isFalse();
        assertThat(result.path("structuredContent").path("summary").asString()).endsWith("notes.");
        assertThat(result.path("content").path(0).path("text").asString()).endsWith("}");
    }

    @Test
    void carriesRefusalsAndApprovalsInTheirMeta() {
        var refused = json(post("", call("notes_note_add", "{}"))).path("result");
        assertThat(refused.path("isError").asBoolean()).isTrue();
        assertThat(refused.path("_meta").path("dev.bac/code").asString()).isEqualTo("invalid");
        var asked =
                json(post("", call("notes_note_pay", "{\"title\":\"wire\"}"))).path("result");
        var approval = asked.path("_meta").path("dev.bac/approval");
        assertThat(approval.path("preview").path("title").asString()).isEqualTo("wire");
        String grant =
                test.grant("notes_note_pay", approval.path("argumentsHash").asString());
        var paid = json(post("", """
                {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"notes_note_pay",
                 "arguments":{"title":"wire"},"_meta":{"dev.bac/grant":"%s","dev.bac/key":"r/s/c"}}}""".formatted(grant)));
        assertThat(paid.path("result").path("isError").asBoolean()).isFalse();
    }

    @Test
    void namesTheScopeThatIsMissing() {
        var reader = notes.token(test.withScopes("notes:read").caller());
        var answer = send(request("", reader, call("notes_note_add", "{}").getBytes(StandardCharsets.UTF_8)));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                .contains("error=\"insufficient_scope\"")
                .contains("scope=\"notes:write\"");
    }

    @Test
    void saysWhereTokensComeFrom() throws Exception {
        var answer = send(HttpRequest.newBuilder(URI.create(notes.url())).POST(BodyPublishers.ofString(LIST)));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                .startsWith(
                        "Bearer resource_metadata=\"http://127.0.0.1/.well-known/oauth-protected-resource/mcp/notes\", scope=\"notes:");
        var base = notes.url().replace("/mcp/notes", "");
        for (String variant : List.of("", "/readonly")) {
            var metadata = send(HttpRequest.newBuilder(
                    URI.create(base + "/.well-known/oauth-protected-resource/mcp/notes" + variant)));
            assertThat(json(metadata).path("resource").asString()).isEqualTo(AUDIENCE);
            assertThat(json(metadata).at("/authorization_servers/0").asString()).isEqualTo("http://127.0.0.1");
            assertThat(json(metadata).path("scopes_supported").toString().contains("notes:write"))
                    .isEqualTo(variant.isEmpty());
        }
    }

    @Test
    void takesNoCookie() {
        assertThat(send(HttpRequest.newBuilder(URI.create(notes.url()))
                                .header("Cookie", "session=" + token + "; Authorization=" + token)
                                .POST(BodyPublishers.ofString(LIST)))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void refusesTokensThatAreNotForItOrNotGood() {
        var issuer = NotesServer.issuer();
        var minute = Duration.ofMinutes(1);
        String[] parts = token.split("\\.");
        String none = base64("{\"alg\":\"none\",\"typ\":\"at+jwt\"}") + "." + parts[1] + ".";
        var past = Clock.offset(TestServer.CLOCK, Duration.ofMinutes(-10));
        var expired = new TokenIssuer(TestServer.BASE_URL, () -> TestServer.KEYS, past, UUID::randomUUID);
        var strange = KeyRing.create(TestServer.NOW);
        var foreign = new TokenIssuer(TestServer.BASE_URL, () -> strange, TestServer.CLOCK, UUID::randomUUID);
        var elsewhere = new TokenIssuer("http://other", () -> TestServer.KEYS, TestServer.CLOCK, UUID::randomUUID);
        var caller = test.caller();
        for (String bad : List.of(
                issuer.mint(caller, TestServer.BASE_URL + "/mcp/crm", minute),
                issuer.mint(caller, TestServer.BASE_URL + "/mcp", minute),
                expired.mint(caller, AUDIENCE, minute),
                foreign.mint(caller, AUDIENCE, minute),
                elsewhere.mint(caller, AUDIENCE, minute),
                none,
                parts[0] + "." + base64("{\"sub\":\"me\"}") + "." + parts[2],
                token.substring(0, token.length() - 4) + "AAAA",
                "an-api-key-nobody-knows",
                "..",
                "x".repeat(4_000))) {
            assertThat(send(request("", bad, LIST.getBytes(StandardCharsets.UTF_8)))
                            .statusCode())
                    .as(bad)
                    .isEqualTo(401);
        }
    }

    @Test
    void refusesPagesOfOtherOrigins() {
        for (String origin : List.of("https://evil.example", "null", "http://127.0.0.1.evil.example", ":")) {
            assertThat(send(request("", token, LIST.getBytes(StandardCharsets.UTF_8))
                                    .header("Origin", origin))
                            .statusCode())
                    .as(origin)
                    .isEqualTo(403);
        }
        assertThat(send(request("", token, LIST.getBytes(StandardCharsets.UTF_8))
                                .header("Origin", "http://localhost:3000"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void refusesABodyOfTenMegabytes() {
        assertThat(send(request("", token, new byte[10 * 1024 * 1024])).statusCode())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]",
                "7",
                "\"x\"",
                "null",
                "{}",
                "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":7}",
                "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":[1]}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"} {}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"no/such\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":[]}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":7}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"notes_note_ad\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"notes_note_add\",\"arguments\":[]}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{\"cursor\":\"%\"}}"
            })
    void answersWhatItCannotReadWithAnErrorOfTheProtocol(String body) {
        assertProtocolError(send(request("", token, body.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void answersDeepNestingAndBrokenUtf8WithAnErrorOfTheProtocol() {
        assertProtocolError(send(request("", token, "[".repeat(100_000).getBytes(StandardCharsets.UTF_8))));
        byte[] broken = call("notes_note_add", "{\"title\":\"?\"}").getBytes(StandardCharsets.UTF_8);
        broken[new String(broken, StandardCharsets.UTF_8).indexOf('?')] = (byte) 0xFF;
        assertProtocolError(send(request("", token, broken)));
    }

    @Test
    void speaksOnlyRevisionsItKnowsAndTakesOnlyPosts() {
        var body = LIST.getBytes(StandardCharsets.UTF_8);
        assertThat(send(request("", token, body).header("MCP-Protocol-Version", "2031-01-01"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(send(request("", token, body).header("MCP-Protocol-Version", "2025-11-25"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(send(request("", token, body).GET()).statusCode()).isEqualTo(405);
        assertThat(send(request("", token, body).DELETE()).statusCode()).isEqualTo(405);
        assertThat(send(request("/other", token, body)).statusCode()).isEqualTo(404);
    }

    private static void assertProtocolError(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isLessThan(500);
        assertThat(json(answer).path("error").path("code").isIntegralNumber())
                .as(answer.body())
                .isTrue();
    }

    private static String call(String tool, String arguments) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"arguments\":%s}}"
                .formatted(tool, arguments);
    }

    private static HttpResponse<String> post(String path, String body) {
        return send(request(path, token, body.getBytes(StandardCharsets.UTF_8)));
    }

    private static HttpRequest.Builder request(String path, String bearer, byte[] body) {
        return HttpRequest.newBuilder(URI.create(notes.url() + path))
                .header("Authorization", "Bearer " + bearer)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(BodyPublishers.ofByteArray(body));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return ToolJson.mapper().readTree(answer.body());
    }

    private static List<String> names(HttpResponse<String> answer) {
        return json(answer)
                .path("result")
                .path("tools")
                .valueStream()
                .map(tool -> tool.path("name").asString())
                .toList();
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
