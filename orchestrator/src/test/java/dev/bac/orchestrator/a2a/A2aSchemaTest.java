package dev.bac.orchestrator.a2a;

import static dev.bac.orchestrator.testing.ScriptedModel.answer;
import static dev.bac.orchestrator.testing.ScriptedModel.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.orchestrator.testing.Web;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What goes over the wire is what A2A's published schema allows, on the way in and on the way out. */
@Timeout(60)
class A2aSchemaTest {
    private static final TestPlatform TEST = TestPlatform.shared();
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Optional<A2aSchema> SCHEMA = A2aSchema.find();
    private static final String DESK = "/a2a/receivables";

    @BeforeEach
    void onlyWithTheSchema() {
        assumeTrue(
                SCHEMA.isPresent(),
                "skipped: A2A's schema is not in ../shared/data/a2a; name it with -Dbac.a2a.schema");
    }

    private static JsonNode fits(String name, JsonNode document) {
        assertThat(SCHEMA.orElseThrow().problems(name, document))
                .as("%s %s", name, document)
                .isEmpty();
        return document;
    }

    private static Web.Reply post(String path, String method, String request, String params) {
        var body = JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 1).put("method", method);
        body.set("params", fits(request, JSON.readTree(params)));
        var web = TEST.admin();
        return web.send(web.request(path)
                .header("Content-Type", "application/json")
                .header("A2A-Version", "1.0")
                .POST(BodyPublishers.ofString(body.toString())));
    }

    private static JsonNode result(String path, String method, String params, String answer) {
        var reply = post(path, method, method + "Request", params).json();
        assertThat(reply.has("error")).as(reply.toString()).isFalse();
        return fits(answer, reply.path("result"));
    }

    private static String say(String text) {
        return """
                {"message":{"messageId":"m","role":"ROLE_USER","parts":[{"text":"%s"}]},"configuration":{"historyLength":10}}""".formatted(text);
    }

    @Test
    void everyRequestAndAnswerFitsTheSchema() {
        TEST.model().when("A2A schema: late?", call("finance_invoice_list", "{}"), answer("INV-1001 is."));
        var task = result(DESK, "SendMessage", say("A2A schema: late?"), "SendMessageResponse")
                .path("task");
        fits("Task", task);
        var id = "{\"id\":\"" + task.path("id").asString() + "\"}";
        result(DESK, "GetTask", id, "Task");
        result(
                DESK,
                "ListTasks",
                "{\"contextId\":\"%s\",\"pageSize\":1,\"includeArtifacts\":true}"
                        .formatted(task.path("contextId").asString()),
                "ListTasksResponse");
        result("/a2a", "GetExtendedAgentCard", "{}", "AgentCard");
        assertThat(post(DESK, "CancelTask", "CancelTaskRequest", id)
                        .json()
                        .at("/error/code")
                        .asInt())
                .isEqualTo(-32002);
        fits("AgentCard", TEST.nobody().get("/.well-known/agent-card.json").json());
        fits(
                "AgentCard",
                TEST.admin().get(DESK + "/.well-known/agent-card.json").json());
    }

    @Test
    void everyEventOfAStreamFitsTheSchema() {
        TEST.model().when("A2A schema: all.", call("finance_invoice_list", "{}"), answer("One and two."));
        var events = post(DESK, "SendStreamingMessage", "SendMessageRequest", say("A2A schema: all."))
                .http()
                .body()
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> JSON.readTree(line.substring(6)).path("result"))
                .toList();
        assertThat(events).hasSizeGreaterThan(2);
        events.forEach(event -> fits("StreamResponse", event));
    }

    @Test
    void whatWaitsForAPersonFitsTheSchema() {
        TEST.model()
                .when(
                        "A2A schema: invoice.",
                        call(
                                "finance_invoice_create",
                                "{\"customer\":\"Acme\",\"amount\":\"42.00\",\"description\":\"over a2a\",\"currency\":\"EUR\"}"),
                        answer("Invoiced."));
        var task = result("/a2a/invoicing-clerk", "SendMessage", say("A2A schema: invoice."), "SendMessageResponse")
                .path("task");
        assertThat(task.at("/status/state").asString()).isEqualTo("TASK_STATE_AUTH_REQUIRED");
    }

    @Test
    void theSchemaWouldSayWhatIsWrong() {
        var card =
                (ObjectNode) TEST.nobody().get("/.well-known/agent-card.json").json();
        assertThat(SCHEMA.orElseThrow().problems("AgentCard", card.deepCopy().put("skillz", 1)))
                .isNotEmpty();
        assertThat(SCHEMA.orElseThrow().problems("AgentCard", card.deepCopy().put("skills", "none")))
                .isNotEmpty();
        assertThat(SCHEMA.orElseThrow()
                        .problems("Task", JSON.readTree("{\"id\":\"1\",\"status\":{\"state\":\"done\"}}")))
                .isNotEmpty();
    }
}
