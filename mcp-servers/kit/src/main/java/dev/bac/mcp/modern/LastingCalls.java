package dev.bac.mcp.modern;

import dev.bac.identity.Caller;
import dev.bac.mcp.ToolInvocation;
import dev.bac.mcp.ToolServer;
import dev.bac.mcp.task.TaskBoard;
import dev.bac.mcp.task.Work;
import dev.bac.mcp.wire.Protocol;
import dev.bac.mcp.wire.Result;
import dev.bac.mcp.wire.WireJson;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Calls of tools that may take long, as tasks. The task's key is the call's, so that work done twice is done once. */
record LastingCalls(ToolServer server) implements Work {
    static final String NAME = "call";

    /** Calls now, or begins a task where the tool may take long and the client knows tasks. */
    Result.OfCall call(Exchange exchange, ToolInvocation invocation, TaskBoard tasks) {
        var tool = server.find(invocation.tool()).orElseThrow().tool();
        boolean task = server.server().mayLast(tool.name())
                && exchange.meta().capabilities().extension(Protocol.TASKS)
                && exchange.caller().actor().isEmpty()
                && (!tool.needsApproval() || invocation.grant().isPresent());
        if (!task) {
            return ToolShapes.called(server.call(exchange.caller(), invocation));
        }
        return new Result.TaskCreated(
                tasks.start(exchange.caller(), NAME, kept(invocation), tool.title() + " is running."));
    }

    @Override
    public Outcome run(Run run) throws InterruptedException {
        Caller caller = run.caller();
        var answer = server.call(caller, restored(run.request(), run.key()));
        if (Thread.interrupted()) {
            throw new InterruptedException("cancelled");
        }
        return new Outcome.Done(ToolShapes.called(answer).json());
    }

    private static ObjectNode kept(ToolInvocation invocation) {
        var kept = WireJson.object().put("tool", invocation.tool());
        kept.set("arguments", invocation.arguments());
        invocation.key().ifPresent(key -> kept.put("key", key));
        invocation.grant().ifPresent(grant -> kept.put("grant", grant));
        return kept;
    }

    private static ToolInvocation restored(JsonNode kept, String key) {
        return new ToolInvocation(
                kept.path("tool").asString(),
                (ObjectNode) kept.path("arguments"),
                Optional.of(kept.path("key").asString(key)),
                Optional.ofNullable(kept.path("grant").asString(null)),
                false);
    }
}
