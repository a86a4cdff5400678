package dev.bac.orchestrator.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.orchestrator.testing.Talk;
import dev.bac.orchestrator.testing.TestPlatform;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be understood is refused with a stable code and the field. */
class BadInputTest {
    private static final TestPlatform TEST = TestPlatform.shared();
    private static final String CONVERSATIONS = "/api/v1/conversations";

    @Test
    void refusesABodyOfTenMegabytes() {
        assertThat(TEST.clerk().post(CONVERSATIONS, new byte[10_000_000]).problem())
                .isEqualTo("413 too_large");
        assertThat(TEST.clerk()
                        .post("/mcp/finance", "{\"jsonrpc\":\"2.0\",\"x\":\"" + "x".repeat(10_000_000) + "\"}")
                        .status())
                .isEqualTo(413);
    }

    @Test
    void refusesTextThatIsNotUtf8() {
        byte[] broken = "{\"title\":\"Jos\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(TEST.clerk().post(CONVERSATIONS, broken).problem()).isEqualTo("400 bad_encoding");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"title\":              | 400 bad_json |",
                "{} {}                    | 400 invalid  |",
                "{\"titel\":\"x\"}        | 400 invalid  | titel",
                "{\"title\":[\"x\"]}      | 400 invalid  | title",
                "[]                       | 400 invalid  |",
                "null                     | 400 invalid  |",
                "{\"agent\":\"nobody\"}   | 400 unknown_agent |",
            })
    void refusesABodyItDoesNotUnderstand(String body, String problem, String field) {
        var reply = TEST.clerk().post(CONVERSATIONS, body);

        assertThat(reply.problem()).isEqualTo(problem);
        if (field != null) {
            assertThat(reply.json().path("field").asString()).isEqualTo(field);
        }
    }

    @Test
    void refusesABodyNestedTooDeeply() {
        String deep = "{\"title\":\"x\",\"options\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";

        assertThat(TEST.clerk().post(CONVERSATIONS, deep).status()).isEqualTo(400);
        assertThat(TEST.clerk().post(CONVERSATIONS, "[".repeat(10_000)).status())
                .isEqualTo(400);
    }

    @Test
    void refusesAnotherContentType() {
        var form = TEST.clerk()
                .request(CONVERSATIONS)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("title=x"));

        assertThat(TEST.clerk().send(form).problem()).isEqualTo("415 unsupported_media_type");
    }

    @ParameterizedTest
    @CsvSource({"limit=201,limit", "limit=0,limit", "limit=x,limit", "cursor=7,cursor"})
    void refusesAPageItDoesNotServe(String query, String field) {
        var reply = TEST.clerk().get(CONVERSATIONS + "?" + query);

        assertThat(reply.problem()).isEqualTo("400 invalid");
        assertThat(reply.json().path("field").asString()).isEqualTo(field);
        assertThat(TEST.clerk().get(CONVERSATIONS + "?limit=200").status()).isEqualTo(200);
    }

    @Test
    void turnsPages() {
        for (int i = 0; i < 3; i++) {
            TEST.clerk().talk("receivables");
        }
        var first = TEST.clerk().get(CONVERSATIONS + "?limit=2").json();
        var second = TEST.clerk()
                .get(CONVERSATIONS + "?limit=2&cursor=" + first.path("next").asString())
                .json();

        assertThat(first.path("items")).hasSize(2);
        assertThat(second.findValuesAsString("id"))
                .isNotEmpty()
                .doesNotContainAnyElementsOf(first.findValuesAsString("id"));
    }

    @ParameterizedTest
    @CsvSource({"2026-13-01,from", "yesterday,from"})
    void refusesADayThatIsNone(String day, String field) {
        var reply = TEST.admin().get("/api/v1/usage?from=" + day);

        assertThat(reply.problem()).isEqualTo("400 invalid");
        assertThat(reply.json().path("field").asString()).isEqualTo(field);
    }

    @Test
    void refusesAnEmptyAndAnEndlessMessage() {
        String path = TEST.clerk().talk("receivables").path() + "/messages";

        assertThat(TEST.clerk().post(path, Talk.message("  ")).problem()).isEqualTo("400 invalid");
        assertThat(TEST.clerk().post(path, Talk.message("x".repeat(100_001))).problem())
                .isEqualTo("400 invalid");
        assertThat(TEST.clerk().post(path, "").problem()).isEqualTo("400 bad_json");
    }

    @Test
    void refusesNul() {
        String path = TEST.clerk().talk("receivables").path() + "/messages";

        var escaped = TEST.clerk().post(path, "{\"text\":\"a\\u0000b\"}");
        assertThat(escaped.problem()).isEqualTo("400 invalid");
        assertThat(escaped.json().path("field").asString()).isEqualTo("text");
        assertThat(escaped.json().path("detail").asString()).contains("NUL");
        var raw = TEST.clerk().post(path, "{\"text\":\"a\0b\"}");
        assertThat(raw.problem()).isEqualTo("400 invalid");
        assertThat(raw.json().path("detail").asString()).contains("NUL");
        var nested = TEST.admin()
                .post(
                        "/api/v1/approvals/" + UUID.randomUUID() + "/approve",
                        "{\"arguments\":{\"note\":[\"\\u0000\"]}}");
        assertThat(nested.json().path("field").asString()).isEqualTo("arguments.note.0");
        assertThat(TEST.admin()
                        .post("/api/v1/approvals/" + UUID.randomUUID() + "/decline", "{\"reason\":\"no\\u0000\"}")
                        .problem())
                .isEqualTo("400 invalid");
        assertThat(TEST.clerk().get("/api/v1/notes?query=a%00b").problem()).isEqualTo("400 invalid");
        assertThat(TEST.clerk()
                        .post(CONVERSATIONS, "{\"title\":\"a backslash and u0000: \\\\u0000\"}")
                        .status())
                .isEqualTo(201);
        var vendor = TEST.clerk()
                .post(
                        "/v1/chat/completions",
                        "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"a\\u0000b\"}]}");
        assertThat(vendor.status()).isEqualTo(400);
        assertThat(vendor.json().at("/error/param").asString()).isEqualTo("messages[0].content");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "5.5", "true"})
    void takesNothingButTextForText(String value) {
        String path = TEST.clerk().talk("receivables").path() + "/messages";

        var reply = TEST.clerk().post(path, "{\"text\":%s}".formatted(value));

        assertThat(reply.problem()).isEqualTo("400 invalid");
        assertThat(reply.json().path("field").asString()).isEqualTo("text");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/nothing",
        "/nothing",
        "/api/v1/conversations/7",
        "/api/v1/conversations/../../etc/passwd",
        "/assets/nothing.js",
        "/webjars/marked/nothing.js"
    })
    void saysThatAPathDoesNotExist(String path) {
        assertThat(TEST.clerk().get(path).problem()).isEqualTo("404 not_found");
    }

    @Test
    void saysThatAnIdDoesNotExist() {
        for (String kind : new String[] {"conversations", "approvals", "runs"}) {
            assertThat(TEST.clerk()
                            .get("/api/v1/" + kind + "/" + UUID.randomUUID())
                            .problem())
                    .isEqualTo("404 not_found");
        }
        assertThat(TEST.clerk().get("/api/v1/agents/nobody").problem()).isEqualTo("404 not_found");
    }

    @Test
    void saysThatAMethodDoesNotFit() {
        var reply = TEST.clerk().send(TEST.clerk().request(CONVERSATIONS).DELETE());

        assertThat(reply.status()).isEqualTo(405);
    }

    @Test
    void namesTheArgumentOfAToolThatIsWrong() {
        var refused = TEST.clerk().tool("finance", "finance_invoice_list", "{\"status\":17}");

        assertThat(refused.path("isError").asBoolean()).isTrue();
        assertThat(refused.toString()).contains("status");
    }
}
