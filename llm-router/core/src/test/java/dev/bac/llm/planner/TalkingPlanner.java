package dev.bac.llm.planner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.llm.ChatRequest;
import dev.bac.llm.ChatResponse;
import dev.bac.llm.Message;
import dev.bac.llm.Part;
import dev.bac.llm.ToolDefinition;
import dev.bac.llm.planner.evaluation.CompanySet;
import dev.bac.retrieval.Embedder;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A conversation with the planner, turn by turn, by wording alone. */
abstract class TalkingPlanner {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-16T09:00:00Z"));

    final List<Message> transcript = new ArrayList<>();
    List<ToolDefinition> tools;
    int calls;
    final PlannerModel planner =
            new PlannerModel(Embedder.none(), CLOCK, ZoneId.of("Europe/Berlin"), "DE", () -> "call_" + calls++);

    TalkingPlanner() throws IOException {
        tools = CompanySet.tools();
    }

    static ToolDefinition handover(String name, String description) {
        var none = JsonMapper.shared().createObjectNode();
        ObjectNode schema = none.deepCopy().put("type", "object");
        return new ToolDefinition(name, "", description, schema, none, true, List.of());
    }

    ChatResponse say(String text) {
        transcript.add(Message.User.of(text));
        return ask();
    }

    ChatResponse result(String text, boolean failed) {
        var call = ((Message.Assistant) transcript.getLast()).toolCalls().getFirst();
        transcript.add(new Message.ToolResults(List.of(new Part.ToolResult(call.id(), call.tool(), text, failed))));
        return ask();
    }

    ChatResponse ask() {
        var streamed = new StringBuilder();
        var request =
                new ChatRequest(PlannerModel.ID, transcript, tools, 1_000, Optional.empty(), Duration.ofSeconds(10));
        var answer = planner.chat(CompanySet.caller(), request, streamed::append);
        assertThat(streamed.toString()).isEqualTo(answer.message().text());
        transcript.add(answer.message());
        return answer;
    }

    static Part.ToolCall call(ChatResponse answer) {
        assertThat(answer.message().toolCalls()).as(answer.message().text()).isNotEmpty();
        return answer.message().toolCalls().getFirst();
    }

    static String text(ChatResponse answer) {
        assertThat(answer.message().toolCalls()).isEmpty();
        return answer.message().text();
    }

    static ToolDefinition tool(String name, String description, String argument) {
        var schema = JsonMapper.shared().createObjectNode().put("type", "object");
        schema.putObject("properties").putObject(argument).put("type", "string");
        schema.putArray("required").add(argument);
        return new ToolDefinition(
                name, description, description, schema, JsonMapper.shared().createObjectNode(), false, List.of());
    }

    static ToolDefinition read(String name, String description, String argument, String about) {
        ObjectNode schema = JsonMapper.shared().createObjectNode().put("type", "object");
        schema.putObject("properties").putObject(argument).put("type", "string").put("description", about);
        return new ToolDefinition(
                name, "", description, schema, JsonMapper.shared().createObjectNode(), true, List.of());
    }
}
