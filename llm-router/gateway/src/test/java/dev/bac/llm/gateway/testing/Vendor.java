package dev.bac.llm.gateway.testing;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A vendor's server. */
public final class Vendor implements AutoCloseable {
    /** The key it is called with; it must be seen nowhere else. */
    public static final String KEY = "sk-canary-0123456789abcdef";

    private final WireMockServer server =
            new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));

    public Vendor() {
        server.start();
    }

    /** The environment in which OpenAI is here. */
    public Map<String, String> asOpenAi() {
        return Map.of("OPENAI_API_KEY", KEY, "OPENAI_BASE_URL", url() + "/v1");
    }

    /** The environment in which Anthropic is here. */
    public Map<String, String> asAnthropic() {
        return Map.of("ANTHROPIC_API_KEY", KEY, "ANTHROPIC_BASE_URL", url() + "/v1");
    }

    /** The environment in which OpenAI is here and Anthropic is there. */
    public Map<String, String> and(Vendor anthropic) {
        var both = new java.util.HashMap<>(anthropic.asAnthropic());
        both.putAll(asOpenAi());
        return both;
    }

    public String url() {
        return "http://127.0.0.1:" + server.port();
    }

    /** Answers with these events. */
    public void streams(String events) {
        answers(aResponse().withHeader("Content-Type", "text/event-stream").withBody(events));
    }

    /** Begins like that and breaks the connection off. */
    public void breaksOffAfter(String events) {
        answers(aResponse()
                .withHeader("Content-Type", "text/event-stream")
                .withHeader("Content-Length", Integer.toString(events.length() + 1_000))
                .withBody(events));
    }

    public void fails(int status, String body) {
        answers(aResponse().withStatus(status).withBody(body).withHeader("Retry-After", "30"));
    }

    private void answers(ResponseDefinitionBuilder response) {
        server.resetAll();
        server.stubFor(post(anyUrl()).willReturn(response));
    }

    /** How often it was called. */
    public int calls() {
        return server.getAllServeEvents().size();
    }

    /** What it was sent last. */
    public JsonNode sent() {
        return JsonMapper.shared()
                .readTree(server.getAllServeEvents().getFirst().getRequest().getBodyAsString());
    }

    @Override
    public void close() {
        server.stop();
    }

    /** An answer of Anthropic's: some words, then a call. */
    public static String anthropicAnswer() {
        return """
                event: message_start
                data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-x","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":7,"cache_creation_input_tokens":0,"cache_read_input_tokens":4,"output_tokens":1}}}

                event: content_block_start
                data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

                event: content_block_delta
                data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"I look "}}

                event: content_block_delta
                data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"it up."}}

                event: content_block_stop
                data: {"type":"content_block_stop","index":0}

                event: content_block_start
                data: {"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"toolu_1","name":"get_weather","input":{}}}

                event: content_block_delta
                data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\\"city\\":"}}

                event: content_block_delta
                data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"\\"Lagos\\"}"}}

                event: content_block_stop
                data: {"type":"content_block_stop","index":1}

                event: message_delta
                data: {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":9}}

                event: message_stop
                data: {"type":"message_stop"}

                """;
    }

    /** An answer of OpenAI's: some words with what only OpenAI says beside them. */
    public static String openAiAnswer() {
        return """
                data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"gpt-x-2026","system_fingerprint":"fp_1","choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"logprobs":null,"finish_reason":null}],"usage":null}

                data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"gpt-x-2026","system_fingerprint":"fp_1","choices":[{"index":0,"delta":{"content":"Forty-"},"logprobs":{"content":[{"token":"Forty-","logprob":-0.1,"bytes":null,"top_logprobs":[]}],"refusal":null},"finish_reason":null}],"usage":null}

                data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"gpt-x-2026","system_fingerprint":"fp_1","choices":[{"index":0,"delta":{"content":"two"},"logprobs":{"content":[{"token":"two","logprob":-0.2,"bytes":null,"top_logprobs":[]}],"refusal":null},"finish_reason":null}],"usage":null}

                data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"gpt-x-2026","system_fingerprint":"fp_1","choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}],"usage":null}

                data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"gpt-x-2026","system_fingerprint":"fp_1","choices":[],"usage":{"prompt_tokens":11,"completion_tokens":7,"total_tokens":18,"prompt_tokens_details":{"cached_tokens":4},"completion_tokens_details":{"reasoning_tokens":2}}}

                data: [DONE]

                """;
    }

    /** An answer of OpenAI's that is two calls, whose arguments come in pieces. */
    public static String openAiCalls() {
        return """
                data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"gpt-x","choices":[{"index":0,"delta":{"role":"assistant","content":null,"tool_calls":[{"index":0,"id":"call_a","type":"function","function":{"name":"get_weather","arguments":""}}]},"finish_reason":null}]}

                data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"gpt-x","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\\"city\\":\\"Accra\\"}"}}]},"finish_reason":null}]}

                data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"gpt-x","choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"call_b","type":"function","function":{"name":"get_weather","arguments":"{\\"city\\":"}}]},"finish_reason":null}]}

                data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"gpt-x","choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"function":{"arguments":"\\"Lagos\\"}"}}]},"finish_reason":null}]}

                data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"gpt-x","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}

                data: [DONE]

                """;
    }
}
