package dev.bac.mcp.serving;

import static dev.bac.mcp.serving.ModernNotes.TASKS;
import static dev.bac.mcp.serving.ModernNotes.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.Caller;
import dev.bac.mcp.DomainServer;
import dev.bac.mcp.Tool;
import dev.bac.mcp.notes.Notes;
import dev.bac.mcp.wire.ClientCapabilities;
import dev.bac.mcp.wire.Params;
import dev.bac.mcp.wire.Protocol;
import dev.bac.mcp.wire.RpcError;
import dev.bac.mcp.wire.SubscriptionFilter;
import dev.bac.store.Tx;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What outlives one exchange of request and answer: slow calls, subscriptions, tasks. */
class ModernStreamTest {
    private static final ClientCapabilities NONE = ClientCapabilities.none();
    private static final CountDownLatch STOPPED = new CountDownLatch(1);
    private static ModernNotes notes;

    @BeforeAll
    static void start() {
        var domain = ModernNotes.domain();
        var tools = new ArrayList<Tool<?, ?>>(domain.tools());
        tools.add(Tool.read(
                "notes_note_dream",
                "Dream",
                "Takes long.",
                Notes.Search.class,
                Notes.Gone.class,
                ModernStreamTest::dream));
        notes = new ModernNotes(new DomainServer(
                domain.name(),
                domain.title(),
                domain.instructions(),
                domain.migrations(),
                tools,
                domain.life(),
                domain.besides()));
    }

    @AfterAll
    static void stop() {
        notes.close();
    }

    private static Notes.Gone dream(Caller caller, Tx tx, Notes.Search search) {
        try {
            Thread.sleep(20_000);
        } catch (InterruptedException e) {
            STOPPED.countDown();
            throw new IllegalStateException(e);
        }
        return new Notes.Gone("Dreamt.");
    }

    @Test
    void stopsWorkWhenTheClientLeaves() throws Exception {
        var message = ModernNotes.message(Protocol.TOOLS_CALL, call("notes_note_dream", "{}"), NONE);
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(notes.request(notes.caller, message).build(), BodyHandlers.ofInputStream());
            try (var stream = answer.body()) {
                assertThat(stream.read()).isEqualTo(':');
            }
            client.shutdownNow();
        }
        assertThat(STOPPED.await(15, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void tellsWhenARecordChanges() throws Exception {
        var filter = new SubscriptionFilter(true, null, null, List.of("notes://notes/river", "crm://x/1"), null);
        try (var client = HttpClient.newHttpClient()) {
            var message = ModernNotes.message(Protocol.LISTEN, new Params.Listen(filter), NONE);
            var answer = client.send(notes.request(notes.caller, message).build(), BodyHandlers.ofInputStream());
            try (var lines = lines(answer.body())) {
                var first = event(lines);
                assertThat(first.path("method").asString()).isEqualTo("notifications/subscriptions/acknowledged");
                assertThat(first.path("params").path("notifications").toString())
                        .isEqualTo("{\"resourceSubscriptions\":[\"notes://notes/river\"]}");
                notes.result(Protocol.TOOLS_CALL, call("notes_note_add", "{\"title\":\"river bank\"}"), NONE);
                var changed = event(lines);
                assertThat(changed.path("method").asString()).isEqualTo("notifications/resources/updated");
                assertThat(changed.path("params").path("_meta").toString()).contains("subscriptionId\":1");
            }
            client.shutdownNow();
        }
    }

    @Test
    void holdsOnlySoManySubscriptionsOpen() throws Exception {
        var filter = new SubscriptionFilter(true, null, null, null, null);
        var message = ModernNotes.message(Protocol.LISTEN, new Params.Listen(filter), NONE);
        var carol = notes.somebodyElse();
        var open = new ArrayList<InputStream>();
        try (var client = HttpClient.newHttpClient()) {
            for (int number = 0; number < 8; number++) {
                var body = client.send(notes.request(carol, message).build(), BodyHandlers.ofInputStream())
                        .body();
                assertThat(body.read()).isPositive();
                open.add(body);
            }
            Thread.sleep(200);
            assertThat(ModernNotes.send(notes.request(carol, message).build()).body())
                    .contains("8 subscriptions already");
            client.shutdownNow();
        }
    }

    @Test
    void runsWhatMayTakeLongAsATaskOfItsOwner() throws Exception {
        var created = notes.result(Protocol.TOOLS_CALL, call("notes_note_add", "{\"title\":\"harvest\"}"), TASKS);
        assertThat(created.path("resultType").asString()).isEqualTo("task");
        var task = new Params.OfTask(created.path("taskId").asString());
        var ended = ended(task);
        assertThat(ended.path("status").asString()).isEqualTo("completed");
        assertThat(ended.path("result").path("structuredContent").path("title").asString())
                .isEqualTo("harvest");
        for (String method : new String[] {Protocol.TASKS_GET, Protocol.TASKS_CANCEL}) {
            var theirs = notes.ask(notes.somebodyElse(), method, task, TASKS);
            assertThat(theirs.path("error").path("code").asInt()).as(method).isEqualTo(RpcError.INVALID_PARAMS);
        }
        assertThat(notes.ask(Protocol.TASKS_GET, task, NONE)
                        .path("error")
                        .path("code")
                        .asInt())
                .isEqualTo(RpcError.MISSING_CAPABILITY);
    }

    @Test
    void beginsATaskOnlyAfterThePersonAgreed() throws Exception {
        var both = TASKS.withForms();
        var pay = call("notes_note_pay", "{\"title\":\"barn\"}");
        var asked = notes.result(Protocol.TOOLS_CALL, pay, both);
        assertThat(asked.path("resultType").asString()).isEqualTo("input_required");
        var yes = ModernNotes.again(pay, asked, "{\"action\":\"accept\",\"content\":{\"approve\":true}}");
        var created = notes.result(Protocol.TOOLS_CALL, yes, both);
        assertThat(created.path("resultType").asString()).isEqualTo("task");
        var ended = ended(new Params.OfTask(created.path("taskId").asString()));
        assertThat(ended.path("result").path("isError").asBoolean()).isFalse();
    }

    private static JsonNode ended(Params.OfTask task) throws InterruptedException {
        for (int turn = 0; turn < 100; turn++) {
            var now = notes.result(Protocol.TASKS_GET, task, TASKS);
            if (!now.path("status").asString().equals("working")) {
                return now;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("the task did not end");
    }

    private static BufferedReader lines(InputStream body) {
        return new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }

    private static JsonNode event(BufferedReader lines) throws Exception {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("data: ")) {
                return ModernNotes.json(line.substring(6));
            }
        }
        throw new AssertionError("the stream ended");
    }
}
