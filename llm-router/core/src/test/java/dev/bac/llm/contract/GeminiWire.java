package dev.bac.llm.contract;

import dev.bac.llm.ChatModel;
import dev.bac.llm.Secret;
import dev.bac.llm.gemini.GeminiDialect;
import dev.bac.llm.langchain.LangChainModel;
import dev.bac.llm.vendor.Endpoint;
import dev.bac.llm.vendor.VendorHttp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.StringNode;

final class GeminiWire implements Wire {
    private final Optional<ProtoCheck> check = ProtoCheck.of("gemini.content.proto", "gemini.generative_service.proto");

    @Override
    public String provider() {
        return "gemini";
    }

    @Override
    public String model() {
        return "gemini-3.6-flash";
    }

    @Override
    public ChatModel at(String baseUrl, Secret key) {
        return new LangChainModel(
                new Endpoint(provider(), baseUrl + "/v1beta", key),
                new GeminiDialect(),
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
            events.add(event("[{\"text\":" + StringNode.valueOf(piece) + "}]", ""));
        }
        events.add(event("[{\"text\":\"\"}]", ",\"finishReason\":\"STOP\""));
        return events;
    }

    @Override
    public List<String> calls() {
        return List.of(event("""
                        [{"functionCall":{"name":"invoices_search","args":{"status":"overdue"}},"thoughtSignature":"c2lnbmVk"},\
                        {"functionCall":{"name":"clock_now","args":{}}}]""", ""), event("[{\"text\":\"\"}]", ",\"finishReason\":\"STOP\""));
    }

    private static String event(String parts, String finish) {
        return "data: {\"candidates\":[{\"content\":{\"parts\":" + parts + ",\"role\":\"model\"}" + finish
                + ",\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":11,\"candidatesTokenCount\":5,\"thoughtsTokenCount\":2,"
                + "\"totalTokenCount\":18,\"cachedContentTokenCount\":4},\"modelVersion\":\"gemini-3.6-flash\",\"responseId\":\"r1\"}\r\n\r\n";
    }

    @Override
    public boolean signs() {
        return true;
    }

    @Override
    public String error(int status, String message) {
        return "[{\"error\":{\"code\":" + status + ",\"message\":" + StringNode.valueOf(message)
                + ",\"status\":\"SOME\"}}]";
    }

    @Override
    public List<String> broken() {
        return List.of(
                "data: {\"candidates\":[{\"cont\r\n\r\n", event("[{\"text\":\"\"}]", ",\"finishReason\":\"STOP\""));
    }

    @Override
    public Optional<List<String>> problems(String request) {
        return check.map(proto -> proto.problems("GenerateContentRequest", request, "model"));
    }

    @Override
    public List<String> wrong() {
        return List.of(
                "{\"messages\":[]}",
                "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hi\",\"functionCall\":{\"name\":\"two of one\"}}]}]}",
                "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":7}]}]}",
                "{\"contents\":[{\"parts\":[{\"text\":\"hi\"}]}],\"tools\":[{\"functionDeclarations\":[{\"name\":\"t\",\"description\":\"d\","
                        + "\"parameters\":{\"type\":\"object\"}}]}]}",
                "{\"contents\":[{\"parts\":[{\"text\":\"hi\"}]}],\"tools\":[{\"functionDeclarations\":[{\"name\":\"t\",\"description\":\"d\","
                        + "\"parameters\":{\"type\":\"OBJECT\",\"additionalProperties\":false}}]}]}",
                "{\"contents\":[{\"parts\":[{\"text\":\"hi\"}]}],\"generationConfig\":{\"maxOutputTokens\":\"many\"}}",
                "{}");
    }
}
