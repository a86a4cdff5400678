package dev.bac.mcp.modern;

import dev.bac.mcp.Approvals;
import dev.bac.mcp.ToolAnswer;
import dev.bac.mcp.ToolInvocation;
import dev.bac.mcp.ToolServer;
import dev.bac.mcp.wire.ElicitAnswer;
import dev.bac.mcp.wire.InputRequest;
import dev.bac.mcp.wire.Params;
import dev.bac.mcp.wire.Protocol;
import dev.bac.mcp.wire.Result;
import dev.bac.mcp.wire.WireJson;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Gets a person's agreement to a call that needs it, from the client itself where that can show a form, else where the
 * orchestrator keeps approvals. Agents of ours are not asked here: their host keeps the call and comes back with a grant.
 *
 * @param calls makes a call that has its grant
 */
record ApprovalRounds(
        ToolServer server,
        Approvals approvals,
        Parking parking,
        RequestState states,
        BiFunction<Exchange, ToolInvocation, Result.OfCall> calls) {
    private static final String KEY = "approval";
    private static final String FIELD = "approve";

    /** The first round, or one without the client's answer. */
    Result.OfCall ask(
            Exchange exchange, Params.CallTool call, ToolInvocation invocation, ToolAnswer.NeedsApproval asked) {
        if (exchange.caller().actor().isPresent()) {
            return ToolShapes.called(asked);
        }
        Optional<Result.OfCall> done = parking.granted(exchange.caller(), invocation, asked)
                .map(granted -> calls.apply(exchange, granted))
                .filter(result -> !Parking.used(result));
        if (done.isPresent()) {
            return done.get();
        }
        if (exchange.meta().capabilities().forms()
                && approvals.mayAgree(exchange.caller(), parking.demand(invocation, asked))) {
            var data = WireJson.object().put("arguments", asked.argumentsHash());
            return new Result.InputRequired(
                    Map.of(KEY, form(asked)), states.seal(exchange, Protocol.TOOLS_CALL, salient(call), data));
        }
        return parking.park(exchange.caller(), invocation, asked);
    }

    /** A later round: the client sent back the state and, if it did as it was asked, the answer. */
    Result.OfCall resume(Exchange exchange, Params.CallTool call, ToolInvocation invocation, String state) {
        var opened = states.open(exchange, Protocol.TOOLS_CALL, salient(call), state);
        var responses = Optional.ofNullable(call.inputResponses()).orElse(Map.of());
        var answer = Optional.ofNullable(responses.get(KEY)).flatMap(ElicitAnswer::of);
        var result = server.call(exchange.caller(), invocation);
        if (!(result instanceof ToolAnswer.NeedsApproval asked)) {
            return ToolShapes.called(result);
        }
        if (answer.isEmpty()) {
            return ask(exchange, call, invocation, asked);
        }
        if (!agrees(answer.get())) {
            return ToolShapes.refused("declined", "The person declined. Nothing was done.");
        }
        // What was shown is what may run: the same arguments can come to mean something else meanwhile.
        if (!asked.argumentsHash().equals(opened.data().path("arguments").asString(""))) {
            return ask(exchange, call, invocation, asked);
        }
        return approvals
                .agreed(exchange.caller(), parking.demand(invocation, asked), opened.id())
                .map(grant -> calls.apply(exchange, invocation.granted(grant)))
                .orElseGet(() -> parking.park(exchange.caller(), invocation, asked));
    }

    private static boolean agrees(ElicitAnswer answer) {
        return answer.action() == ElicitAnswer.Action.ACCEPT
                && answer.content() != null
                && answer.content().path(FIELD).asBoolean(false);
    }

    private static InputRequest.Form form(ToolAnswer.NeedsApproval asked) {
        var schema = WireJson.object().put("type", "object");
        schema.putObject("properties")
                .putObject(FIELD)
                .put("type", "boolean")
                .put("title", "Approve")
                .put("description", "Yes does exactly this, once.");
        schema.putArray("required").add(FIELD);
        return new InputRequest.Form(asked.text(), schema);
    }

    private static JsonNode salient(Params.CallTool call) {
        var salient = WireJson.object().put("name", call.name());
        ObjectNode arguments = call.arguments();
        salient.set("arguments", arguments == null ? WireJson.object() : arguments);
        return salient;
    }
}
