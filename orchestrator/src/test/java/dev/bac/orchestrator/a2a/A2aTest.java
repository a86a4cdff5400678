package dev.bac.orchestrator.a2a;

import static dev.bac.orchestrator.testing.ScriptedModel.after;
import static dev.bac.orchestrator.testing.ScriptedModel.answer;
import static dev.bac.orchestrator.testing.ScriptedModel.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.orchestrator.testing.Web;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Agents of others talk to ours over A2A 1.0: with a key, each with its own tasks, and approvals where they always are. */
@Timeout(60)
class A2aTest {
    private static final TestPlatform TEST = TestPlatform.shared();
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String DESK = "/a2a/receivables";

    private static Web.Reply raw(Web web, String path, String body) {
        return web.send(web.request(path)
                .header("Content-Type", "application/json")
                .header("A2A-Version", "1.0")
                .POST(BodyPublishers.ofString(body)));
    }

    private static JsonNode rpc(Web web, String path, String method, String params) {
        var reply = raw(
                web,
                path,
                "{\"jsonrpc\":\"2.0\",\"id\":\"one\",\"method\":\"%s\",\"params\":%s}".formatted(method, params));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("id").asString()).isEqualTo("one");
        assertThat(reply.json().path("jsonrpc").asString()).isEqualTo("2.0");
        return reply.json();
    }

    private static String say(String text, String more) {
        return "{\"message\":{\"messageId\":\"m\",\"role\":\"ROLE_USER\",\"parts\":[{\"text\":\"%s\"}]%s}}"
                .formatted(text, more);
    }

    private static JsonNode send(Web web, String text, String more) {
        return rpc(web, DESK, "SendMessage", say(text, more)).at("/result/task");
    }

    private static String by(JsonNode task) {
        return "{\"id\":\"" + task.path("id").asString() + "\"}";
    }

    @Test
    void saysWhatItIsWithoutNamingAnybodysAgents() {
        var card = TEST.nobody().get("/.well-known/agent-card.json");
        assertThat(card.status()).isEqualTo(200);
        assertThat(card.header("ETag")).isNotEmpty();
        assertThat(card.json().at("/supportedInterfaces/0/protocolBinding").asString())
                .isEqualTo("JSONRPC");
        assertThat(card.json().at("/supportedInterfaces/0/url").asString())
                .isEqualTo(TEST.platform().baseUrl() + "/a2a");
        assertThat(card.json().path("skills").size()).isEqualTo(1);

        assertThat(TEST.nobody().get(DESK + "/.well-known/agent-card.json").problem())
                .isEqualTo("401 unauthorized");
        var own = TEST.clerk().get(DESK + "/.well-known/agent-card.json").json();
        assertThat(own.at("/skills/0/id").asString()).isEqualTo("receivables");
        var extended = rpc(TEST.clerk(), "/a2a", "GetExtendedAgentCard", "{}").path("result");
        assertThat(extended.path("skills").size()).isGreaterThan(50);
        assertThat(rpc(TEST.clerk(), DESK, "GetExtendedAgentCard", "{}")
                        .at("/result/skills/0/id")
                        .asString())
                .isEqualTo("receivables");
    }

    @Test
    void answersAMessageWithATaskThatCanBeAskedForAgain() {
        TEST.model().when("A2A: what is late?", call("finance_invoice_list", "{}"), answer("INV-1001 is."));
        var task = send(TEST.clerk(), "A2A: what is late?", "");
        assertThat(task.at("/status/state").asString()).isEqualTo("TASK_STATE_COMPLETED");
        assertThat(task.at("/artifacts/0/parts/0/text").asString()).isEqualTo("INV-1001 is.");
        assertThat(task.at("/history/0/role").asString()).isEqualTo("ROLE_USER");

        assertThat(rpc(TEST.clerk(), DESK, "GetTask", by(task)).path("result").path("artifacts"))
                .isEqualTo(task.path("artifacts"));
        TEST.model().when("A2A: and who?", answer("Acme."));
        var next = send(
                TEST.clerk(),
                "A2A: and who?",
                ",\"contextId\":\"" + task.path("contextId").asString() + "\"");
        assertThat(next.path("contextId")).isEqualTo(task.path("contextId"));
        assertThat(next.path("id")).isNotEqualTo(task.path("id"));

        var list = rpc(
                        TEST.clerk(),
                        DESK,
                        "ListTasks",
                        "{\"pageSize\":1,\"historyLength\":0,\"contextId\":\""
                                + task.path("contextId").asString() + "\"}")
                .path("result");
        assertThat(list.path("totalSize").asInt()).isEqualTo(2);
        assertThat(list.at("/tasks/0/id")).isEqualTo(next.path("id"));
        assertThat(list.at("/tasks/0").has("artifacts")).isFalse();
        assertThat(list.at("/tasks/0").has("history")).isFalse();
        var rest = rpc(
                        TEST.clerk(),
                        DESK,
                        "ListTasks",
                        "{\"contextId\":\"%s\",\"pageToken\":\"%s\"}"
                                .formatted(
                                        task.path("contextId").asString(),
                                        list.path("nextPageToken").asString()))
                .path("result");
        assertThat(rest.at("/tasks/0/id")).isEqualTo(task.path("id"));
        assertThat(rest.path("nextPageToken").asString()).isEmpty();
    }

    @Test
    void keepsATaskToWhoeverSentIt() {
        TEST.model().when("A2A: mine alone?", answer("Yours."));
        var task = send(TEST.clerk(), "A2A: mine alone?", "");
        for (var other : List.of(TEST.admin(), TEST.stranger())) {
            assertThat(rpc(other, DESK, "GetTask", by(task)).at("/error/code").asInt())
                    .isEqualTo(-32001);
            assertThat(rpc(other, DESK, "CancelTask", by(task))
                            .at("/error/code")
                            .asInt())
                    .isEqualTo(-32001);
        }
        assertThat(rpc(TEST.clerk(), "/a2a", "GetTask", by(task))
                        .at("/error/code")
                        .asInt())
                .as("of another agent")
                .isEqualTo(-32001);
        assertThat(raw(TEST.nobody(), DESK, "{}").status()).isEqualTo(401);
        assertThat(raw(TEST.clerk(), "/a2a/no-such-agent", "{}").status()).isEqualTo(404);
    }

    @Test
    void streamsATaskAndThenItsPiecesAndItsEnd() {
        TEST.model().when("A2A: tell me all.", call("finance_invoice_list", "{}"), answer("One and two."));
        var reply = raw(
                TEST.clerk(),
                DESK,
                "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"SendStreamingMessage\",\"params\":"
                        + say("A2A: tell me all.", "") + "}");
        assertThat(reply.header("Content-Type")).startsWith("text/event-stream");
        var events = reply.http()
                .body()
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> JSON.readTree(line.substring(6)))
                .peek(event -> assertThat(event.path("id").asInt()).isEqualTo(7))
                .map(event -> event.path("result"))
                .toList();
        assertThat(events.getFirst().at("/task/status/state").asString()).startsWith("TASK_STATE_");
        assertThat(events.getLast().at("/statusUpdate/status/state").asString()).isEqualTo("TASK_STATE_COMPLETED");
        var text = events.stream()
                .map(event -> event.at("/artifactUpdate/artifact/parts/0/text").asString(""))
                .reduce("", String::concat);
        assertThat(text).isEqualTo("One and two.");
        assertThat(events.stream()
                        .filter(event -> event.has("artifactUpdate"))
                        .findFirst()
                        .orElseThrow()
                        .at("/artifactUpdate/append")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void waitsForAPersonWhereOneMustApprove() {
        TEST.model()
                .when(
                        "A2A: invoice Acme.",
                        call(
                                "finance_invoice_create",
                                "{\"customer\":\"Acme\",\"amount\":\"41.00\",\"description\":\"over a2a\",\"currency\":\"EUR\"}"),
                        answer("Invoiced."));
        var path = "/a2a/invoicing-clerk";
        var task = rpc(TEST.admin(), path, "SendMessage", say("A2A: invoice Acme.", ""))
                .at("/result/task");
        assertThat(task.at("/status/state").asString()).isEqualTo("TASK_STATE_AUTH_REQUIRED");
        assertThat(task.at("/status/message/parts/0/text").asString()).contains("41.00");
        var approval = TEST.admin()
                .get("/api/v1/approvals")
                .json()
                .path("items")
                .valueStream()
                .filter(one -> one.path("run").asString().equals(task.path("id").asString()))
                .findFirst()
                .orElseThrow();
        TEST.admin().post("/api/v1/approvals/" + approval.path("id").asString() + "/approve", "{}");

        var web = TEST.admin();
        JsonNode now = task;
        for (int look = 0; look < 200 && !now.at("/status/state").asString().equals("TASK_STATE_COMPLETED"); look++) {
            java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
            now = rpc(web, path, "GetTask", by(task)).path("result");
        }
        assertThat(now.at("/status/state").asString()).isEqualTo("TASK_STATE_COMPLETED");
    }

    @Test
    void endsATaskThatItsClientCancels() {
        TEST.model().when("A2A: think on.", after(new CountDownLatch(1), answer("never")));
        var task = rpc(
                        TEST.clerk(),
                        DESK,
                        "SendMessage",
                        say("A2A: think on.", "")
                                .replaceFirst("}$", ",\"configuration\":{\"returnImmediately\":true}}"))
                .at("/result/task");
        assertThat(task.at("/status/state").asString()).isEqualTo("TASK_STATE_WORKING");
        assertThat(rpc(TEST.clerk(), DESK, "CancelTask", by(task))
                        .at("/result/status/state")
                        .asString())
                .isEqualTo("TASK_STATE_CANCELED");
        assertThat(rpc(TEST.clerk(), DESK, "CancelTask", by(task))
                        .at("/error/code")
                        .asInt())
                .isEqualTo(-32002);
        assertThat(rpc(TEST.clerk(), DESK, "SubscribeToTask", by(task))
                        .at("/error/code")
                        .asInt())
                .isEqualTo(-32004);
        assertThat(rpc(
                                TEST.clerk(),
                                DESK,
                                "SendMessage",
                                say("more", ",\"taskId\":\"" + task.path("id").asString() + "\""))
                        .at("/error/code")
                        .asInt())
                .isEqualTo(-32004);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    GetTask | {} | -32602
                    GetTask | {"id":"nonsense"} | -32001
                    GetTask | {"id":"00000000-0000-0000-0000-000000000001"} | -32001
                    message/send | {} | -32601
                    SendMessage | {} | -32602
                    SendMessage | {"message":{"messageId":"m","role":"ROLE_USER","parts":[]}} | -32602
                    SendMessage | {"message":{"messageId":"m","role":"ROLE_AGENT","parts":[{"text":"x"}]}} | -32602
                    SendMessage | {"message":{"messageId":"m","role":"ROLE_USER","parts":[{"url":"file:///etc/passwd"}]}} | -32005
                    SendMessage | {"message":{"messageId":"m","role":"ROLE_USER","contextId":"x","parts":[{"text":"x"}]}} | -32602
                    CreateTaskPushNotificationConfig | {} | -32003
                    ListTasks | {"pageSize":0} | -32602
                    ListTasks | {"pageToken":"rubbish"} | -32602
                    """)
    void refusesInItsOwnWords(String method, String params, int code) {
        var error = rpc(TEST.clerk(), DESK, method, params).path("error");
        assertThat(error.path("code").asInt()).as(error.toString()).isEqualTo(code);
        assertThat(error.at("/data/0/@type").asString()).endsWith("google.rpc.ErrorInfo");
    }

    @Test
    void speaksOneVersionAndSaysSo() {
        var body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"GetTask\",\"params\":{}}";
        assertThat(TEST.clerk().post(DESK, body).json().at("/error/code").asInt())
                .isEqualTo(-32009);
        assertThat(TEST.clerk()
                        .post(DESK + "?A2A-Version=1.0", body)
                        .json()
                        .at("/error/code")
                        .asInt())
                .isEqualTo(-32602);
        assertThat(raw(TEST.clerk(), DESK, "{").json().at("/error/code").asInt())
                .isEqualTo(-32700);
        assertThat(raw(TEST.clerk(), DESK, "[]").json().at("/error/code").asInt())
                .isEqualTo(-32600);
        assertThat(raw(TEST.clerk(), DESK, "{\"jsonrpc\":\"2.0\",\"method\":\"GetTask\"}")
                        .json()
                        .at("/error/code")
                        .asInt())
                .isEqualTo(-32600);
    }
}
