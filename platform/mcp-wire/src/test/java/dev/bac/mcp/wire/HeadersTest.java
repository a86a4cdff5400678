package dev.bac.mcp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class HeadersTest {

    @ParameterizedTest
    @ValueSource(strings = {"us-west1", "Hello, 世界", " padded ", "line1\nline2", "=?base64?literal?=", "", "a\tb"})
    void decodesWhatItEncodes(String text) {
        String value = HeaderValue.encode(text);
        assertThat(value).matches("[\\t\\x20-\\x7e]*");
        assertThat(HeaderValue.decode(value)).contains(text);
    }

    @Test
    void encodesAsTheSpecificationShows() {
        assertThat(HeaderValue.encode("Hello, 世界")).isEqualTo("=?base64?SGVsbG8sIOS4lueVjA==?=");
        assertThat(HeaderValue.encode("us-west1")).isEqualTo("us-west1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=?base64?***?=", "=?base64?SGVsbG8?=", "caf\u00e9", "a\u0000b", "=?base64?gA==?="})
    void refusesWhatNoClientMaySend(String value) {
        assertThat(HeaderValue.decode(value)).isEmpty();
    }

    @Test
    void findsMirroredArguments() {
        var headers = ParamHeader.in(json("""
                {"type": "object", "properties": {
                  "region": {"type": "string", "x-mcp-header": "Region"},
                  "x-mcp-header": {"type": "string"},
                  "deep": {"type": "object", "properties": {"size": {"type": "integer", "x-mcp-header": "Size"}}}}}
                """));
        assertThat(headers).extracting(ParamHeader::header).containsExactly("Mcp-Param-Region", "Mcp-Param-Size");
        var size = headers.get(1);
        var call = json("{\"deep\": {\"size\": 42}}");
        assertThat(size.valueIn(call)).contains("42");
        assertThat(size.matches("42.0", call)).isTrue();
        assertThat(size.matches("43", call)).isFalse();
        assertThat(headers.getFirst().valueIn(call)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"properties\": {\"a\": {\"type\": \"number\", \"x-mcp-header\": \"A\"}}}",
                "{\"properties\": {\"a\": {\"type\": \"string\", \"x-mcp-header\": \"\"}}}",
                "{\"properties\": {\"a\": {\"type\": \"string\", \"x-mcp-header\": \"A B\"}}}",
                "{\"properties\": {\"a\": {\"type\": \"string\", \"x-mcp-header\": 1}}}",
                "{\"properties\": {\"a\": {\"type\": \"array\", \"items\": {\"type\": \"string\", \"x-mcp-header\": \"A\"}}}}",
                "{\"anyOf\": [{\"properties\": {\"a\": {\"type\": \"string\", \"x-mcp-header\": \"A\"}}}]}",
                "{\"properties\": {\"a\": {\"type\": \"string\", \"x-mcp-header\": \"A\"}, \"b\": {\"type\": \"string\", \"x-mcp-header\": \"a\"}}}"
            })
    void refusesASchemaThatMirrorsWrongly(String schema) {
        assertThatExceptionOfType(RpcException.class).isThrownBy(() -> ParamHeader.in(json(schema)));
    }

    private static JsonNode json(String text) {
        return WireJson.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
