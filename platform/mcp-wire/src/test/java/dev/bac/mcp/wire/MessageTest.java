package dev.bac.mcp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class MessageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": 5} | -32600",
                "{\"jsonrpc\": \"2.0\", \"id\": null, \"method\": \"x\"} | -32600",
                "{\"jsonrpc\": \"2.0\", \"id\": 1.5, \"method\": \"x\"} | -32600",
                "{\"jsonrpc\": \"1.0\", \"id\": 1, \"method\": \"x\"} | -32600",
                "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"x\", \"params\": []} | -32602",
                "{\"jsonrpc\": \"2.0\", \"id\": 1, \"id\": 1, \"method\": \"x\"} | -32700",
                "[] | -32600",
                "{} {} | -32700",
                "nonsense | -32700"
            })
    void saysWhatIsWrongWithAMessage(String text, int code) {
        assertThatExceptionOfType(RpcException.class)
                .isThrownBy(() -> Message.parse(text.getBytes(StandardCharsets.UTF_8)))
                .satisfies(e -> assertThat(e.error().code()).isEqualTo(code));
    }

    @Test
    void refusesWhatIsNoUtf8() {
        assertThatExceptionOfType(RpcException.class)
                .isThrownBy(() -> Message.parse(new byte[] {'"', (byte) 0xC3, '"'}))
                .satisfies(e -> assertThat(e.error().code()).isEqualTo(RpcError.PARSE));
    }

    @Test
    void refusesTenThousandLevels() {
        assertThatExceptionOfType(RpcException.class)
                .isThrownBy(() -> Message.parse("[".repeat(10_000).getBytes(StandardCharsets.UTF_8)))
                .satisfies(e -> assertThat(e.error().code()).isEqualTo(RpcError.PARSE));
    }

    @Test
    void tellsTextFromANumber() {
        var one = (Message.Request) parse("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"x\"}");
        var text = (Message.Request) parse("{\"jsonrpc\":\"2.0\",\"id\":\"1\",\"method\":\"x\"}");
        assertThat(one.id()).isNotEqualTo(text.id());
        assertThat(text.json().path("id").isString()).isTrue();
    }

    @Test
    void coercesNothing() {
        var params = (ObjectNode) WireJson.parse("{\"name\": 5}".getBytes(StandardCharsets.UTF_8));
        assertThatExceptionOfType(RpcException.class)
                .isThrownBy(() -> WireJson.read(params, Params.CallTool.class, "params"))
                .withMessage("params.name is missing or has the wrong type");
        assertThatExceptionOfType(RpcException.class)
                .isThrownBy(() -> WireJson.read(WireJson.object(), Params.CallTool.class, "params"));
    }

    @Test
    void keepsATaskAsItWasSent() {
        String sent =
                "{\"resultType\":\"task\",\"taskId\":\"t\",\"status\":\"failed\",\"createdAt\":\"2026-11-01T10:00:00Z\","
                        + "\"lastUpdatedAt\":\"2026-11-01T10:00:01Z\",\"ttlMs\":null,\"pollIntervalMs\":500,"
                        + "\"error\":{\"code\":-32603,\"message\":\"broken\"}}";
        var json = (ObjectNode) WireJson.parse(sent.getBytes(StandardCharsets.UTF_8));
        var created = (Result.TaskCreated) Result.ofCall(json);
        assertThat(created.task()).isInstanceOf(Task.Failed.class);
        assertThat(WireJson.parse(WireJson.mapper().writeValueAsBytes(created.json())))
                .isEqualTo(json);
    }

    private static Message parse(String text) {
        return Message.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
