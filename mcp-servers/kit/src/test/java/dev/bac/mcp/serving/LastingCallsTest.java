package dev.bac.mcp.serving;

import static dev.bac.mcp.serving.ModernNotes.TASKS;
import static dev.bac.mcp.serving.ModernNotes.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.Caller;
import dev.bac.mcp.wire.ClientCapabilities;
import dev.bac.mcp.wire.Implementation;
import dev.bac.mcp.wire.Message;
import dev.bac.mcp.wire.Params;
import dev.bac.mcp.wire.Protocol;
import dev.bac.mcp.wire.RequestId;
import dev.bac.mcp.wire.RequestMeta;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Tools that go on in steps: watched, stopped, and gone on with after a restart. */
class LastingCallsTest {
    private static final ClientCapabilities NONE = ClientCapabilities.none();
    private ModernNotes notes = new ModernNotes(ManyNotes.domain());
    private final Caller ann = notes.caller;

    @AfterEach
    void stop() {
        ManyNotes.pause = Duration.ZERO;
        notes.close();
    }

    private int written() {
        return notes.server.store().read(ann.tenant(), tx -> ManyNotes.count(tx, "%"));
    }

    private static List<JsonNode> events(String stream) {
        return stream.lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> ModernNotes.json(line.substring(6)))
                .toList();
    }

    private static void progresses(List<JsonNode> events, String token) {
        var progress = events.stream()
                .filter(event -> event.path("method").asString("").equals("notifications/progress"))
                .map(event -> event.path("params"))
                .toList();
        assertThat(progress).isNotEmpty();
        assertThat(progress)
                .allMatch(one -> one.path("progressToken").asString("").equals(token));
        assertThat(progress).allMatch(one -> one.path("total").asInt() == 40);
        assertThat(progress.stream().map(one -> one.path("progress").asInt()).toList())
                .isSorted();
        assertThat(progress.getLast().path("message").asString()).endsWith(" of 40 notes are written.");
    }

    @Test
    void aClientWithoutTasksWaitsAndIsToldHowFarItIs() {
        ManyNotes.pause = Duration.ofMillis(20);
        var meta = RequestMeta.of(Implementation.of("test", "1"), NONE).withProgress(RequestId.of("mine"));
        var message = new Message.Request(
                RequestId.of(1),
                Protocol.TOOLS_CALL,
                call(ManyNotes.TOOL, "{\"count\":40}").json(meta));

        var events =
                events(ModernNotes.send(notes.request(ann, message).build()).body());

        progresses(events, "mine");
        assertThat(events.getLast()
                        .path("result")
                        .path("structuredContent")
                        .path("written")
                        .asInt())
                .isEqualTo(40);
    }

    @Test
    void aLegacyClientIsToldHowFarItIs() {
        ManyNotes.pause = Duration.ofMillis(20);
        var body = """
                {"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"notes_note_many",
                 "arguments":{"count":40},"_meta":{"progressToken":"old"}}}""";

        var answer = ModernNotes.send(
                notes.raw(ann, body.getBytes(StandardCharsets.UTF_8)).build());

        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
        var events = events(answer.body());
        progresses(events, "old");
        assertThat(events.getLast().path("id").asInt()).isEqualTo(7);
        assertThat(events.getLast()
                        .path("result")
                        .path("structuredContent")
                        .path("written")
                        .asInt())
                .isEqualTo(40);
    }

    @Test
    void aRestartGoesOnWithATaskAndDoesNothingTwice() throws InterruptedException {
        ManyNotes.pause = Duration.ofMillis(100);
        var task = begun(200);
        await(task, state -> state.path("statusMessage").asString("").contains(" of 200 notes"));
        notes.close();
        int before = written();
        assertThat(before).isBetween(1, 199);

        ManyNotes.pause = Duration.ZERO;
        notes = new ModernNotes(ManyNotes.domain());
        var ended = await(task, state -> !state.path("status").asString("").equals("working"));

        assertThat(ended.path("status").asString()).isEqualTo("completed");
        assertThat(ended.path("result")
                        .path("structuredContent")
                        .path("written")
                        .asInt())
                .isEqualTo(200);
        assertThat(written()).isEqualTo(200);
    }

    @Test
    void stopsBetweenTwoStepsWhenItsTaskIsCancelled() throws InterruptedException {
        ManyNotes.pause = Duration.ofMillis(100);
        var task = begun(200);
        await(task, state -> state.path("statusMessage").asString("").contains(" of 200 notes"));

        notes.ask(ann, Protocol.TASKS_CANCEL, task, TASKS);
        var ended = await(task, state -> !state.path("status").asString("").equals("working"));

        assertThat(ended.path("status").asString()).isEqualTo("cancelled");
        int stopped = notes.server.store().read(ann.tenant(), tx -> ManyNotes.count(tx, "% stopped"));
        assertThat(stopped).isEqualTo(1);
    }

    @Test
    void twoTasksUnderOneKeyDoTheWorkOnce() throws InterruptedException {
        String arguments = "{\"count\":5,\"idempotency_key\":\"the five\"}";
        for (int time = 0; time < 2; time++) {
            var created = notes.ask(ann, Protocol.TOOLS_CALL, call(ManyNotes.TOOL, arguments), TASKS);
            var task = new Params.OfTask(created.path("result").path("taskId").asString());
            await(task, state -> state.path("status").asString("").equals("completed"));
        }

        assertThat(written()).isEqualTo(5);
    }

    private Params.OfTask begun(int count) {
        var created = notes.ask(ann, Protocol.TOOLS_CALL, call(ManyNotes.TOOL, "{\"count\":" + count + "}"), TASKS);
        return new Params.OfTask(created.path("result").path("taskId").asString());
    }

    private JsonNode await(Params.OfTask task, Predicate<JsonNode> wanted) throws InterruptedException {
        for (int turn = 0; turn < 600; turn++) {
            var state = notes.ask(ann, Protocol.TASKS_GET, task, TASKS).path("result");
            if (wanted.test(state)) {
                return state;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("it did not come to that");
    }
}
