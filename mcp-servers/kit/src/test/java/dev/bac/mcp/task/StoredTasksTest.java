package dev.bac.mcp.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.Delegation;
import dev.bac.identity.Role;
import dev.bac.identity.Scope;
import dev.bac.identity.TenantId;
import dev.bac.identity.UserId;
import dev.bac.mcp.ToolServer;
import dev.bac.mcp.notes.Notes;
import dev.bac.mcp.wire.InputRequest;
import dev.bac.mcp.wire.RpcError;
import dev.bac.mcp.wire.Task;
import dev.bac.mcp.wire.WireJson;
import dev.bac.store.SchemaSpec;
import dev.bac.store.Store;
import dev.bac.store.testing.TestDatabase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StoredTasksTest {
    /** On a schema of its own: servers of other tests would take its work, and know nothing of it. */
    private static final Store STORE = TestDatabase.shared()
            .open(new SchemaSpec("tasks", ToolServer.schema(Notes.server()).migrationFolders()));

    private final Caller ann = caller(TestDatabase.newTenant(STORE));
    private final String work = "work-" + UUID.randomUUID();

    @Test
    void keepsWhatCameOfTheWorkAndOnWhoseBehalfItWasDone() throws InterruptedException {
        BlockingQueue<Caller> seen = new LinkedBlockingQueue<>();
        var agent = ann.actingThrough(new Delegation("clerk", Set.of("a", "b"), Optional.of("run")));
        try (var tasks = start(run -> {
            seen.add(run.caller());
            run.progress().accept("half of it");
            return new Work.Outcome.Done(
                    WireJson.object().put("did", run.request().path("what").asString()));
        })) {
            var task = tasks.start(agent, work, WireJson.object().put("what", "sums"), "Summing.");
            assertThat(task).isInstanceOf(Task.Working.class);
            var ended = (Task.Completed) ended(tasks, agent, task);
            assertThat(ended.result().path("did").asString()).isEqualTo("sums");
            assertThat(ended.head().statusMessage()).contains("half of it");
            assertThat(seen.poll(1, TimeUnit.SECONDS)).isEqualTo(agent);
        }
    }

    @Test
    void isNotThereForAnybodyElse() {
        try (var tasks = start(_ -> new Work.Outcome.Done(WireJson.object()))) {
            String id =
                    tasks.start(ann, work, WireJson.object(), "Working.").head().taskId();
            var bob = new Caller(
                    ann.tenant(),
                    new UserId(UUID.randomUUID()),
                    "Bob",
                    Set.of(),
                    Set.of(),
                    Channel.MCP,
                    Optional.empty());
            var agent = ann.actingThrough(new Delegation("clerk", Set.of(), Optional.empty()));
            for (Caller other : List.of(bob, agent, caller(TestDatabase.newTenant(STORE)))) {
                assertThat(tasks.find(other, id)).isEmpty();
                assertThat(tasks.cancel(other, id)).isFalse();
                assertThat(tasks.answer(other, id, Map.of())).isFalse();
            }
            assertThat(tasks.find(ann, "no id")).isEmpty();
            assertThat(tasks.find(ann, id)).isPresent();
        }
    }

    @Test
    void goesOnWhenAllIsAnswered() throws InterruptedException {
        var name = new InputRequest.Url("Sign here", "https://example.org/sign");
        try (var tasks = start(run -> {
            var open = new LinkedHashMap<String, InputRequest>(Map.of("one", name, "two", name));
            open.keySet().removeAll(run.answers().keySet());
            return open.isEmpty() ? new Work.Outcome.Done(WireJson.tree(run.answers())) : new Work.Outcome.Asks(open);
        })) {
            var task = tasks.start(ann, work, WireJson.object(), "Asking.");
            var asks = (Task.InputRequired) ended(tasks, ann, task);
            assertThat(asks.inputRequests()).containsOnlyKeys("one", "two");
            String id = task.head().taskId();
            tasks.answer(ann, id, Map.of("one", WireJson.object().put("n", 1), "three", WireJson.object()));
            assertThat(((Task.InputRequired) tasks.find(ann, id).orElseThrow()).inputRequests())
                    .containsOnlyKeys("two");
            tasks.answer(ann, id, Map.of("one", WireJson.object().put("n", 9), "two", WireJson.object()));
            var done = (Task.Completed) ended(tasks, ann, task);
            assertThat(done.result().toString()).isEqualTo("{\"one\":{\"n\":1},\"two\":{}}");
        }
    }

    @Test
    void stopsWhenItIsCancelled() throws InterruptedException {
        var begun = new CountDownLatch(1);
        try (var tasks = start(_ -> {
            begun.countDown();
            Thread.sleep(30_000);
            return new Work.Outcome.Done(WireJson.object());
        })) {
            var task = tasks.start(ann, work, WireJson.object(), "Sleeping.");
            assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(tasks.cancel(ann, task.head().taskId())).isTrue();
            assertThat(ended(tasks, ann, task)).isInstanceOf(Task.Cancelled.class);
            assertThat(tasks.cancel(ann, task.head().taskId())).isTrue();
        }
    }

    @Test
    void isDoneByAnotherCopyWhenTheFirstStops() throws InterruptedException {
        var begun = new CountDownLatch(1);
        BlockingQueue<String> keys = new LinkedBlockingQueue<>();
        Task task;
        try (var first = start(run -> {
            keys.add(run.key());
            begun.countDown();
            Thread.sleep(60_000);
            return new Work.Outcome.Done(WireJson.object());
        })) {
            task = first.start(ann, work, WireJson.object(), "Sleeping.");
            assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
        }
        try (var second = start(run -> {
            keys.add(run.key());
            return new Work.Outcome.Done(WireJson.object().put("by", "second"));
        })) {
            var done = (Task.Completed) ended(second, ann, task);
            assertThat(done.result().path("by").asString()).isEqualTo("second");
        }
        assertThat(keys).hasSize(2);
        assertThat(Set.copyOf(keys)).hasSize(1);
    }

    @Test
    void tellsNothingOfWhatBroke() throws InterruptedException {
        try (var tasks = start(_ -> {
            throw new IllegalStateException("secret");
        })) {
            var task = tasks.start(ann, work, WireJson.object(), "Breaking.");
            var failed = (Task.Failed) ended(tasks, ann, task);
            assertThat(failed.error().code()).isEqualTo(RpcError.INTERNAL);
            assertThat(failed.error().message()).doesNotContain("secret");
        }
    }

    private StoredTasks start(Work does) {
        return StoredTasks.start(STORE, "test-" + UUID.randomUUID(), TaskLimits.usual(), Map.of(work, does));
    }

    private static Task ended(StoredTasks tasks, Caller caller, Task task) throws InterruptedException {
        for (int turn = 0; turn < 200; turn++) {
            var now = tasks.find(caller, task.head().taskId()).orElseThrow();
            if (!(now instanceof Task.Working)) {
                return now;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("the task did not end");
    }

    private static Caller caller(TenantId tenant) {
        return new Caller(
                tenant,
                new UserId(UUID.randomUUID()),
                "Ann",
                Set.of(Role.ADMIN),
                Set.of(new Scope("notes:read")),
                Channel.MCP,
                Optional.empty());
    }
}
