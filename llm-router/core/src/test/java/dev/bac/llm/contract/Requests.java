package dev.bac.llm.contract;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.TenantId;
import dev.bac.identity.UserId;
import dev.bac.llm.AnswerFormat;
import dev.bac.llm.ChatOptions;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.Message;
import dev.bac.llm.Part;
import dev.bac.llm.ToolChoice;
import dev.bac.llm.ToolDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One conversation with two tools, as every provider is asked it. */
public final class Requests {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public static final Caller CALLER = new Caller(
            new TenantId(new UUID(0, 1)),
            new UserId(new UUID(0, 2)),
            "Jane",
            Set.of(),
            Set.of(),
            Channel.API,
            Optional.empty());

    private Requests() {}

    public static ObjectNode json(String text) {
        return (ObjectNode) JSON.readTree(text);
    }

    static ToolDefinition invoices() {
        return tool("invoices_search", "Finds invoices.", """
                {"type": "object", "additionalProperties": false,
                 "properties": {
                   "customer": {"type": ["string", "null"], "description": "Its name", "x-ref": "account"},
                   "status": {"type": "string", "enum": ["open", "overdue", "paid"]},
                   "since": {"type": "string", "format": "date"},
                   "lines": {"type": "array", "items": {"type": "object",
                      "properties": {"sku": {"type": "string"}, "quantity": {"type": "integer", "minimum": 1}},
                      "required": ["sku"]}},
                   "minimum": {"anyOf": [{"type": "number"}, {"type": "null"}]}},
                 "required": ["status"]}
                """);
    }

    static ToolDefinition clock() {
        return tool("clock_now", "Tells the time.", """
                {"type": "object", "properties": {}}
                """);
    }

    private static ToolDefinition tool(String name, String description, String schema) {
        return new ToolDefinition(name, name, description, json(schema), json("{}"), true, List.of());
    }

    public static ChatRequest asking(String model, Message... messages) {
        var all = new java.util.ArrayList<Message>(List.of(new Message.Instructions("You help with the books.")));
        all.addAll(List.of(messages));
        return new ChatRequest(model, all, List.of(invoices(), clock()), 500, Optional.of(0.2), Duration.ofSeconds(5));
    }

    /** A conversation after two rounds of tools, with two calls at once in the second, and one failed result. */
    static ChatRequest afterTwoRounds(String model) {
        return asking(
                model,
                Message.User.of("What is overdue, and what time is it?"),
                new Message.Assistant(
                        List.of(new Part.ToolCall("call_1", "invoices_search", json("{\"status\":\"late\"}")))),
                new Message.ToolResults(List.of(new Part.ToolResult(
                        "call_1", "invoices_search", "status must be open, overdue or paid", true))),
                new Message.Assistant(List.of(
                        new Part.Text("I try again."),
                        new Part.ToolCall("call_2", "invoices_search", json("{\"status\":\"overdue\"}")),
                        new Part.ToolCall("call_3", "clock_now", json("{}")))),
                new Message.ToolResults(List.of(
                        new Part.ToolResult("call_2", "invoices_search", "INV-1001 1,200.00 EUR", false),
                        new Part.ToolResult("call_3", "clock_now", "12:00", false))));
    }

    /** Everything at once: a picture, tools with a failed result, two vendors' signed thinking, an answer by a schema. */
    public static ChatRequest withEverything(String model) {
        var anthropic =
                json("{\"thinking\": \"Which are late?\", \"attributes\": {\"thinking_signature\": \"YW50aHJvcGlj\"}}");
        var gemini = json("{\"attributes\": {\"thinking_signature\": \"Z2VtaW5p\"}}");
        var request = asking(
                model,
                new Message.User(List.of(
                        new Part.Text("Is this invoice overdue?"),
                        new Part.Image("data:image/png;base64,iVBORw0KGgo="))),
                new Message.Assistant(List.of(
                        new Part.Opaque("anthropic", anthropic),
                        new Part.Opaque("gemini", gemini),
                        new Part.Text("I look it up."),
                        new Part.ToolCall("call_1", "invoices_search", json("{\"status\":\"late\"}")),
                        new Part.ToolCall("call_2", "clock_now", json("{}")))),
                new Message.ToolResults(List.of(
                        new Part.ToolResult("call_1", "invoices_search", "status must be open, overdue or paid", true),
                        new Part.ToolResult("call_2", "clock_now", "12:00", false))));
        var schema = json(
                "{\"type\":\"object\",\"properties\":{\"overdue\":{\"type\":\"boolean\"}},\"required\":[\"overdue\"],\"additionalProperties\":false}");
        var options = new ChatOptions(
                ToolChoice.AUTO,
                true,
                Optional.of(0.9),
                Optional.empty(),
                List.of("END"),
                new AnswerFormat.JsonSchema("verdict", schema, true),
                Optional.empty());
        return new ChatRequest(
                model,
                request.messages(),
                request.tools(),
                request.maxTokens(),
                Optional.empty(),
                request.timeout(),
                options);
    }
}
