package dev.bac.llm.contract;

import dev.bac.llm.ChatModel;
import dev.bac.llm.Secret;
import dev.bac.llm.ollama.OllamaModel;
import dev.bac.llm.vendor.Endpoint;
import dev.bac.llm.vendor.VendorHttp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.StringNode;

final class OllamaWire implements Wire {
    private final Optional<SchemaCheck> check = SchemaCheck.of("ollama.openapi.yaml", "ChatRequest");

    @Override
    public String provider() {
        return "ollama";
    }

    @Override
    public String model() {
        return "llama3.2";
    }

    @Override
    public ChatModel at(String baseUrl, Secret key) {
        return new OllamaModel(new Endpoint(provider(), baseUrl, key), VendorHttp.create(Clock.systemUTC()));
    }

    @Override
    public String contentType() {
        return "application/x-ndjson";
    }

    @Override
    public List<String> text(String... pieces) {
        var lines = new ArrayList<String>();
        for (String piece : pieces) {
            lines.add(line("{\"role\":\"assistant\",\"content\":" + StringNode.valueOf(piece) + "}", "false"));
        }
        lines.add(end());
        return lines;
    }

    /** In two lines, of which Ollama4j itself would keep the last only. */
    @Override
    public List<String> calls() {
        return List.of(
                line(
                        "{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{\"function\":{\"name\":\"invoices_search\",\"arguments\":{\"status\":\"overdue\"}}}]}",
                        "false"),
                line(
                        "{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{\"function\":{\"name\":\"clock_now\",\"arguments\":{}}}]}",
                        "false"),
                end());
    }

    private static String line(String message, String done) {
        return "{\"model\":\"llama3.2\",\"created_at\":\"2026-11-01T00:00:00Z\",\"message\":" + message + ",\"done\":"
                + done + "}\n";
    }

    private static String end() {
        return line(
                "{\"role\":\"assistant\",\"content\":\"\"}",
                "true,\"done_reason\":\"stop\",\"total_duration\":9,\"prompt_eval_count\":11,\"eval_count\":7");
    }

    @Override
    public String error(int status, String message) {
        return "{\"error\":" + StringNode.valueOf(message) + "}";
    }

    @Override
    public List<String> broken() {
        return List.of("{\"model\":\"llama3.2\",\"mess\n", end());
    }

    @Override
    public Optional<List<String>> problems(String request) {
        return check.map(schema -> schema.problems(request));
    }

    @Override
    public List<String> wrong() {
        return List.of(
                "{\"model\":\"m\"}",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"wizard\",\"content\":\"hi\"}]}",
                "{\"model\":\"m\",\"messages\":[],\"use_tools\":false}",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"no parameters\"}}]}",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{\"function\":{\"name\":\"t\",\"arguments\":\"{}\"}}]}]}");
    }
}
