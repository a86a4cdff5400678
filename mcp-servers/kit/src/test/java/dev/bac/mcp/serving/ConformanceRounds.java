package dev.bac.mcp.serving;

import static dev.bac.mcp.serving.ConformanceFixture.filledIn;
import static dev.bac.mcp.serving.ConformanceFixture.form;
import static dev.bac.mcp.serving.ConformanceFixture.response;
import static dev.bac.mcp.serving.ConformanceFixture.sampling;
import static dev.bac.mcp.serving.ConformanceFixture.says;

import dev.bac.mcp.modern.Exchange;
import dev.bac.mcp.modern.RequestState;
import dev.bac.mcp.wire.ClientCapabilities;
import dev.bac.mcp.wire.InputRequest;
import dev.bac.mcp.wire.Params;
import dev.bac.mcp.wire.Protocol;
import dev.bac.mcp.wire.Result;
import dev.bac.mcp.wire.WireJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The suite's tools that ask the client back, in further rounds of the same request. */
record ConformanceRounds(RequestState states) {
    private static final String PREFIX = "test_input_required_result_";

    List<ConformanceFixture> all() {
        return List.of(
                one("elicitation", "user_name", form("What is your name?", "name", "string")),
                one("sampling", "capital_question", sampling("What is the capital of France?")),
                one("list_roots", "client_roots", new InputRequest.Roots()),
                ConformanceFixture.of(PREFIX + "request_state", this::confirmed),
                ConformanceFixture.of(PREFIX + "tampered_state", this::confirmed),
                ConformanceFixture.of(PREFIX + "multiple_inputs", this::several),
                ConformanceFixture.of(PREFIX + "multi_round", this::rounds),
                ConformanceFixture.of(PREFIX + "capabilities", this::possible),
                ConformanceFixture.of("test_streaming_elicitation", this::streaming));
    }

    private static ConformanceFixture one(String name, String key, InputRequest request) {
        return ConformanceFixture.of(PREFIX + name, (_, call) -> response(call.inputResponses(), key)
                .<Result.OfCall>map(answer -> says("Got " + answer))
                .orElseGet(() -> new Result.InputRequired(Map.of(key, request), null)));
    }

    private Result.OfCall confirmed(Exchange exchange, Params.CallTool call) {
        open(exchange, call);
        return call.requestState() != null
                        && response(call.inputResponses(), "confirm").isPresent()
                ? says("state-ok")
                : asks(exchange, call, Map.of("confirm", form("Please confirm", "ok", "boolean")), WireJson.object());
    }

    private Result.OfCall several(Exchange exchange, Params.CallTool call) {
        var requests = new LinkedHashMap<String, InputRequest>();
        requests.put("user_name", form("What is your name?", "name", "string"));
        requests.put("greeting", sampling("Generate a greeting"));
        requests.put("client_roots", new InputRequest.Roots());
        open(exchange, call);
        boolean all = requests.keySet().stream()
                .allMatch(key -> response(call.inputResponses(), key).isPresent());
        return all && call.requestState() != null
                ? says("All inputs came.")
                : asks(exchange, call, requests, WireJson.object());
    }

    private Result.OfCall rounds(Exchange exchange, Params.CallTool call) {
        var state = open(exchange, call);
        String name = state.map(data -> data.path("name").asString("")).orElse("");
        Optional<String> colour = filledIn(call.inputResponses(), "step2", "color");
        if (!name.isEmpty() && colour.isPresent()) {
            return says(name + " likes " + colour.get());
        }
        Optional<String> given = state.isEmpty() ? Optional.empty() : filledIn(call.inputResponses(), "step1", "name");
        return given.isPresent()
                ? asks(
                        exchange,
                        call,
                        Map.of("step2", form("Step 2: What is your favorite color?", "color", "string")),
                        WireJson.object().put("name", given.get()))
                : asks(
                        exchange,
                        call,
                        Map.of("step1", form("Step 1: What is your name?", "name", "string")),
                        WireJson.object());
    }

    private Result.OfCall possible(Exchange exchange, Params.CallTool call) {
        var requests = new LinkedHashMap<String, InputRequest>();
        Map.of("who", form("Who are you?", "name", "string"), "what", sampling("What is it?"))
                .forEach((key, request) -> {
                    if (exchange.meta().capabilities().can(request)) {
                        requests.put(key, request);
                    }
                });
        return requests.isEmpty() ? says("Nothing can be asked.") : asks(exchange, call, requests, WireJson.object());
    }

    private Result.OfCall streaming(Exchange exchange, Params.CallTool call) {
        exchange.require(ClientCapabilities::forms, ClientCapabilities.none().withForms());
        exchange.progress(1, 2, "asking");
        return response(call.inputResponses(), "user_name")
                .<Result.OfCall>map(answer -> says("Got " + answer))
                .orElseGet(() -> new Result.InputRequired(
                        Map.of("user_name", form("What is your name?", "name", "string")), null));
    }

    private Result.InputRequired asks(
            Exchange exchange, Params.CallTool call, Map<String, InputRequest> requests, ObjectNode data) {
        return new Result.InputRequired(requests, states.seal(exchange, Protocol.TOOLS_CALL, salient(call), data));
    }

    private Optional<ObjectNode> open(Exchange exchange, Params.CallTool call) {
        return Optional.ofNullable(call.requestState())
                .map(state -> states.open(exchange, Protocol.TOOLS_CALL, salient(call), state)
                        .data());
    }

    private static JsonNode salient(Params.CallTool call) {
        return WireJson.object().put("name", call.name());
    }
}
