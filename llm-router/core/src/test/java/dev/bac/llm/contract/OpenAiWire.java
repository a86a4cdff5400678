package dev.bac.llm.contract;

import dev.bac.llm.ChatModel;
import dev.bac.llm.Secret;
import dev.bac.llm.langchain.LangChainModel;
import dev.bac.llm.openai.OpenAiDialect;
import dev.bac.llm.vendor.Endpoint;
import dev.bac.llm.vendor.VendorHttp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.StringNode;

final class OpenAiWire implements Wire {
    private static final String USAGE = """
            {"id":"c1","object":"chat.completion.chunk","created":1,"model":"gpt-4.1-mini","choices":[],\
            "usage":{"prompt_tokens":11,"completion_tokens":7,"total_tokens":18,"prompt_tokens_details":{"cached_tokens":4}}}""";

    private final Optional<SchemaCheck> check = SchemaCheck.of("openai.openapi.json", "CreateChatCompletionRequest");

    @Override
    public String provider() {
        return "openai";
    }

    @Override
    public String model() {
        return "gpt-4.1-mini";
    }

    @Override
    public ChatModel at(String baseUrl, Secret key) {
        return new LangChainModel(
                new Endpoint(provider(), baseUrl + "/v1", key),
                new OpenAiDialect(),
                VendorHttp.create(Clock.systemUTC()));
    }

    @Override
    public String contentType() {
        return "text/event-stream";
    }

    @Override
    public List<String> text(String... pieces) {
        var events = new ArrayList<String>();
        for (String piece : pieces) {
            events.add(delta("{\"content\":" + StringNode.valueOf(piece) + "}", null));
        }
        events.add(delta("{}", "stop"));
        events.add("data: " + USAGE + "\n\n");
        events.add("data: [DONE]\n\n");
        return events;
    }

    @Override
    public List<String> calls() {
        return List.of(
                delta(
                        "{\"tool_calls\":[{\"index\":0,\"id\":\"call_a\",\"type\":\"function\",\"function\":{\"name\":\"invoices_search\",\"arguments\":\"\"}}]}",
                        null),
                delta("{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"status\\\":\"}}]}", null),
                delta("{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"\\\"overdue\\\"}\"}}]}", null),
                delta(
                        "{\"tool_calls\":[{\"index\":1,\"id\":\"call_b\",\"type\":\"function\",\"function\":{\"name\":\"clock_now\",\"arguments\":\"{}\"}}]}",
                        null),
                delta("{}", "tool_calls"),
                "data: " + USAGE + "\n\n",
                "data: [DONE]\n\n");
    }

    private static String delta(String delta, @org.jspecify.annotations.Nullable String finish) {
        return "data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt-4.1-mini\",\"choices\":[{\"index\":0,\"delta\":"
                + delta + ",\"finish_reason\":" + (finish == null ? "null" : "\"" + finish + "\"") + "}]}\n\n";
    }

    @Override
    public String error(int status, String message) {
        return "{\"error\":{\"message\":" + StringNode.valueOf(message)
                + ",\"type\":\"some_error\",\"param\":null,\"code\":null}}";
    }

    @Override
    public List<String> broken() {
        return List.of("data: {\"choices\":[{\"del\n\n", "data: [DONE]\n\n");
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
                "{\"model\":\"m\",\"messages\":[{\"role\":\"tool\",\"content\":\"no call id\"}]}",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"tools\":[{\"type\":\"function\"}]}",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"temperature\":\"warm\"}");
    }
}
