package dev.bac.llm.contract;

import dev.bac.llm.ChatModel;
import dev.bac.llm.Secret;
import dev.bac.llm.anthropic.AnthropicDialect;
import dev.bac.llm.langchain.LangChainModel;
import dev.bac.llm.vendor.Endpoint;
import dev.bac.llm.vendor.VendorHttp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.StringNode;

final class AnthropicWire implements Wire {
    private static final String START = event("""
            {"type":"message_start","message":{"id":"m1","type":"message","role":"assistant","model":"claude-sonnet-5","content":[],\
            "stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":7,"cache_read_input_tokens":4,"cache_creation_input_tokens":0,"output_tokens":1}}}""");

    private final Optional<SchemaCheck> check = SchemaCheck.of("anthropic.openapi.json", "CreateMessageParams");

    @Override
    public String provider() {
        return "anthropic";
    }

    @Override
    public String model() {
        return "claude-sonnet-5";
    }

    @Override
    public ChatModel at(String baseUrl, Secret key) {
        return new LangChainModel(
                new Endpoint(provider(), baseUrl + "/v1", key),
                new AnthropicDialect(),
                VendorHttp.create(Clock.systemUTC()));
    }

    @Override
    public String contentType() {
        return "text/event-stream";
    }

    @Override
    public List<String> text(String... pieces) {
        var events = new ArrayList<String>(List.of(START));
        events.add(event(
                "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}"));
        for (String piece : pieces) {
            events.add(
                    event("{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":"
                            + StringNode.valueOf(piece) + "}}"));
        }
        events.add(event("{\"type\":\"content_block_stop\",\"index\":0}"));
        events.addAll(end("end_turn"));
        return events;
    }

    @Override
    public List<String> calls() {
        var events = new ArrayList<String>(List.of(START));
        events.add(
                event(
                        "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}}"));
        events.add(
                event(
                        "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"Two things.\"}}"));
        events.add(
                event(
                        "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"signature_delta\",\"signature\":\"c2lnbmVk\"}}"));
        events.add(event("{\"type\":\"content_block_stop\",\"index\":0}"));
        events.addAll(call(1, "toolu_a", "invoices_search", "{\\\"status\\\":", "\\\"overdue\\\"}"));
        events.addAll(call(2, "toolu_b", "clock_now"));
        events.addAll(end("tool_use"));
        return events;
    }

    private static List<String> call(int index, String id, String tool, String... json) {
        var events = new ArrayList<String>();
        events.add(event("{\"type\":\"content_block_start\",\"index\":" + index
                + ",\"content_block\":{\"type\":\"tool_use\",\"id\":\"" + id + "\",\"name\":\"" + tool
                + "\",\"input\":{}}}"));
        for (String piece : json) {
            events.add(event("{\"type\":\"content_block_delta\",\"index\":" + index
                    + ",\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"" + piece + "\"}}"));
        }
        events.add(event("{\"type\":\"content_block_stop\",\"index\":" + index + "}"));
        return events;
    }

    private static List<String> end(String reason) {
        return List.of(
                event("{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"" + reason
                        + "\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":7}}"),
                event("{\"type\":\"message_stop\"}"));
    }

    private static String event(String json) {
        String type = Requests.json(json).path("type").asString();
        return "event: " + type + "\ndata: " + json + "\n\n";
    }

    @Override
    public boolean signs() {
        return true;
    }

    @Override
    public String error(int status, String message) {
        return "{\"type\":\"error\",\"error\":{\"type\":\"some_error\",\"message\":" + StringNode.valueOf(message)
                + "}}";
    }

    @Override
    public List<String> broken() {
        return List.of(
                START,
                "event: content_block_start\ndata: {\"type\":\"content_bl\n\n",
                event("{\"type\":\"message_stop\"}"));
    }

    @Override
    public Optional<List<String>> problems(String request) {
        return check.map(schema -> schema.problems(request));
    }

    @Override
    public List<String> wrong() {
        return List.of(
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}",
                "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"wizard\",\"content\":\"hi\"}]}",
                "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"tools\":[{\"name\":\"no schema\"}]}",
                "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"max_completion_tokens\":9}",
                "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\"}]}]}");
    }
}
