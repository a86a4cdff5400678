package dev.bac.mcp.serving;

import static dev.bac.mcp.serving.ConformanceFixture.filledIn;
import static dev.bac.mcp.serving.ConformanceFixture.form;
import static dev.bac.mcp.serving.ConformanceFixture.says;
import static dev.bac.mcp.serving.ConformanceFixture.told;

import dev.bac.mcp.modern.Exchange;
import dev.bac.mcp.task.TaskBoard;
import dev.bac.mcp.task.Work;
import dev.bac.mcp.wire.ClientCapabilities;
import dev.bac.mcp.wire.Content;
import dev.bac.mcp.wire.InputRequest;
import dev.bac.mcp.wire.Params;
import dev.bac.mcp.wire.Protocol;
import dev.bac.mcp.wire.Result;
import dev.bac.mcp.wire.RpcError;
import dev.bac.mcp.wire.WireJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The suite's tools that become tasks. */
record ConformanceTasks(TaskBoard board) {

    /** What they do. */
    static Map<String, Work> works() {
        return Map.of(
                "slow_compute",
                        run -> {
                            Thread.sleep(1000L * run.request().path("seconds").asInt(0));
                            return new Work.Outcome.Done(says("Computed.").json());
                        },
                "failing_job",
                        _ -> {
                            Thread.sleep(500);
                            return new Work.Outcome.Done(
                                    told(true, Content.text("It did not work.")).json());
                        },
                "protocol_error_job",
                        _ -> new Work.Outcome.Failed(RpcError.of(RpcError.INTERNAL, "It broke on purpose.")),
                "confirm_delete", run -> asks(run, Map.of("confirm", form("Delete it?", "confirm", "boolean"))),
                "multi_input",
                        run -> asks(
                                run,
                                Map.of(
                                        "first", form("The first?", "name", "string"),
                                        "second", form("The second?", "name", "string"))),
                "test_tool_with_task",
                        run -> new Work.Outcome.Done(
                                says("Hello, " + run.request().path("name").asString() + "!")
                                        .json()));
    }

    private static Work.Outcome asks(Work.Run run, Map<String, InputRequest> requests) {
        var open = new LinkedHashMap<>(requests);
        open.keySet().removeAll(run.answers().keySet());
        return open.isEmpty() ? new Work.Outcome.Done(says("Answered.").json()) : new Work.Outcome.Asks(open);
    }

    List<ConformanceFixture> all() {
        return List.of(
                ConformanceFixture.of(
                        "greet",
                        "{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"}}}",
                        (_, call) ->
                                says("Hello, " + call.arguments().path("name").asString("") + "!")),
                ConformanceFixture.of(
                        "slow_compute",
                        "{\"type\":\"object\",\"properties\":{\"seconds\":{\"type\":\"integer\"},\"label\":{\"type\":\"string\"}}}",
                        this::slow),
                task("failing_job"),
                task("protocol_error_job"),
                task("confirm_delete"),
                task("multi_input"),
                ConformanceFixture.of("test_tool_with_task", this::afterRounds));
    }

    /** Without tasks a client waits. */
    private Result.OfCall slow(Exchange exchange, Params.CallTool call) {
        if (exchange.meta().capabilities().extension(Protocol.TASKS)) {
            return begin(exchange, call);
        }
        return says("Computed.");
    }

    private ConformanceFixture task(String name) {
        return ConformanceFixture.of(name, (exchange, call) -> {
            require(exchange);
            return begin(exchange, call);
        });
    }

    private Result.OfCall afterRounds(Exchange exchange, Params.CallTool call) {
        require(exchange);
        return filledIn(call.inputResponses(), "user_name", "name")
                .<Result.OfCall>map(name -> new Result.TaskCreated(board.start(
                        exchange.caller(), call.name(), WireJson.object().put("name", name), "Greeting.")))
                .orElseGet(() -> new Result.InputRequired(
                        Map.of("user_name", form("What is your name?", "name", "string")), null));
    }

    private Result.OfCall begin(Exchange exchange, Params.CallTool call) {
        var arguments = Optional.ofNullable(call.arguments()).orElseGet(WireJson::object);
        return new Result.TaskCreated(board.start(exchange.caller(), call.name(), arguments, "Working."));
    }

    private static void require(Exchange exchange) {
        exchange.require(
                client -> client.extension(Protocol.TASKS),
                ClientCapabilities.none().withExtension(Protocol.TASKS));
    }
}
