package dev.bac.mcp.modern;

import dev.bac.mcp.Approvals;
import dev.bac.mcp.ToolAnswer;
import dev.bac.mcp.ToolInvocation;
import dev.bac.mcp.ToolServer;
import dev.bac.mcp.wire.Content;
import dev.bac.mcp.wire.ElicitAnswer;
import dev.bac.mcp.wire.InputRequest;
import dev.bac.mcp.wire.Params;
import dev.bac.mcp.wire.Protocol;
import dev.bac.mcp.wire.Result;
import dev.bac.mcp.wire.WireJson;
import java.util.List;
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
        var demand = demand(invocation, asked);
        Optional<String> granted = approvals.granted(exchange.caller(), demand);
        if (granted.isPresent()) {
            return calls.apply(exchange, invocation.granted(granted.get()));
        }
        if (exchange.meta().capabilities().forms() && approvals.mayAgree(exchange.caller(), demand)) {
            var data = WireJson.object().put("arguments", asked.argumentsHash());
            return new Result.InputRequired(
                    Map.of(KEY, form(asked)), states.seal(exchange, Protocol.TOOLS_CALL, salient(call), data));
        }
        return parked(exchange, demand, asked);
    }

    /** The caller's own host has to get the agreement, or somebody at the orchestrator. */
    Result.Called parked(Exchange exchange, Approvals.Demand demand, ToolAnswer.NeedsApproval asked) {
        var called = ToolShapes.called(asked);
        return approvals
                .park(exchange.caller(), demand)
                .map(where ->
                        new Result.Called(List.of(Content.text(asked.text() + " " + where)), null, true, called.meta()))
                .orElse(called);
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
                .agreed(exchange.caller(), demand(invocation, asked), opened.id())
                .map(grant -> calls.apply(exchange, invocation.granted(grant)))
                .orElseGet(() -> parked(exchange, demand(invocation, asked), asked));
    }

    private Approvals.Demand demand(ToolInvocation invocation, ToolAnswer.NeedsApproval asked) {
        return new Approvals.Demand(
                server.server().name(),
                server.find(invocation.tool()).orElseThrow(),
                invocation.arguments(),
                asked.argumentsHash(),
                asked.text(),
                asked.preview(),
                server.security().policyVersion());
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
