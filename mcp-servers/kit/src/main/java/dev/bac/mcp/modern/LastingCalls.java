package dev.bac.mcp.modern;

import dev.bac.mcp.ToolInvocation;
import dev.bac.mcp.ToolServer;
import dev.bac.mcp.task.TaskBoard;
import dev.bac.mcp.task.Work;
import dev.bac.mcp.wire.Protocol;
import dev.bac.mcp.wire.Result;
import dev.bac.mcp.wire.Task;
import dev.bac.mcp.wire.WireJson;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Calls of tools that may take long, as tasks. The task's key is the call's, so that work done twice is done once. */
record LastingCalls(ToolServer server, KeptResults results) implements Work {
    static final String NAME = "call";

    /** How long a client that knows no tasks waits for what goes on in steps; our own host waits for 30 s. */
    private static final Duration WAIT = Duration.ofSeconds(20);

    private static final Duration LOOK = Duration.ofMillis(200);
    private static final String KEY = "idempotency_key";

    /** Calls now, or begins a task where the tool may take long and the client knows tasks. */
    Result.OfCall call(Exchange exchange, ToolInvocation invocation, TaskBoard tasks) {
        var tool = server.find(invocation.tool()).orElseThrow().tool();
        boolean agreed = !tool.needsApproval() || invocation.grant().isPresent();
        boolean tries =
                invocation.dryRun() || invocation.arguments().path("dry_run").asBoolean(false);
        boolean knowsTasks = exchange.meta().capabilities().extension(Protocol.TASKS)
                && exchange.caller().actor().isEmpty();
        if (!agreed || tries || !server.server().mayLast(tool.name()) || !knowsTasks && !tool.lasts()) {
            return results.called(exchange.caller(), tool.name(), server.call(exchange.caller(), invocation));
        }
        var task = tasks.start(exchange.caller(), NAME, kept(invocation), tool.title() + " is running.");
        return knowsTasks ? new Result.TaskCreated(task) : await(exchange, invocation, task, tasks);
    }

    /** Waits with a client that knows no tasks. When that takes too long the work goes on without it. */
    private Result.OfCall await(Exchange exchange, ToolInvocation invocation, Task begun, TaskBoard tasks) {
        String id = begun.head().taskId();
        var same = keyed(invocation, key(id));
        long told = -1;
        try {
            for (long turn = 0; turn < WAIT.dividedBy(LOOK); turn++) {
                var task = tasks.find(exchange.caller(), id).orElse(begun);
                if (task instanceof Task.Completed done) {
                    return WireJson.read(done.result(), Result.Called.class, "result");
                }
                if (task.ended()) {
                    return ToolShapes.refused("cancelled", "It was stopped before all was done.");
                }
                var standing = server.standing(exchange.caller(), same);
                if (standing.isPresent() && standing.get().done() > told) {
                    told = standing.get().done();
                    exchange.progress(
                            told, standing.get().total(), standing.get().summary());
                }
                Thread.sleep(LOOK);
            }
        } catch (InterruptedException e) {
            boolean _ = tasks.cancel(exchange.caller(), id);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the client left", e);
        }
        return server.standing(exchange.caller(), same)
                .map(going -> ToolShapes.called(going.result()))
                .orElseGet(() -> ToolShapes.refused("busy", "It has not begun yet, and will. Ask again in a while."));
    }

    @Override
    public Outcome run(Run run) throws InterruptedException {
        var call = keyed(restored(run.request()), run.key());
        var answer = server.call(
                run.caller(), call, (_, _, message) -> run.progress().accept(message));
        if (Thread.interrupted()) {
            throw new InterruptedException("cancelled");
        }
        return new Outcome.Done(
                results.called(run.caller(), call.tool(), answer).json());
    }

    @Override
    public void stopped(Run run) {
        var call = keyed(restored(run.request()), run.key());
        if (server.find(call.tool()).orElseThrow().tool().lasts()) {
            server.stop(run.caller(), call);
        }
    }

    private static ObjectNode kept(ToolInvocation invocation) {
        var kept = WireJson.object().put("tool", invocation.tool());
        kept.set("arguments", invocation.arguments());
        invocation.key().ifPresent(key -> kept.put("key", key));
        invocation.grant().ifPresent(grant -> kept.put("grant", grant));
        return kept;
    }

    private static ToolInvocation restored(JsonNode kept) {
        return new ToolInvocation(
                kept.path("tool").asString(),
                (ObjectNode) kept.path("arguments"),
                Optional.ofNullable(kept.path("key").asString(null)),
                Optional.ofNullable(kept.path("grant").asString(null)),
                false);
    }

    /** Under the key of its task, unless the client gave one of its own: two tasks under one key do the work once. */
    private static ToolInvocation keyed(ToolInvocation call, String key) {
        return call.key().isPresent() || call.arguments().path(KEY).isString() ? call : call.keyed(key);
    }

    private static String key(String taskId) {
        return "task/" + taskId;
    }
}
