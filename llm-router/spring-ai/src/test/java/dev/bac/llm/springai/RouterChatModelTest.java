package dev.bac.llm.springai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.TenantId;
import dev.bac.identity.UserId;
import dev.bac.llm.AnswerFormat;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.ChatResponse.Finish;
import dev.bac.llm.Message;
import dev.bac.llm.ModelException;
import dev.bac.llm.Part;
import dev.bac.llm.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.StructuredOutputChatOptions;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.ai.model.tool.ToolCallingManager;
import org.springframework.ai.tool.function.FunctionToolCallback;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class RouterChatModelTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Caller CALLER = new Caller(
            new TenantId(new UUID(0, 1)),
            new UserId(new UUID(0, 2)),
            "Ann",
            Set.of(),
            Set.of(),
            Channel.API,
            Optional.empty());

    private final List<ChatRequest> asked = new ArrayList<>();

    private dev.bac.llm.ChatModel router(Finish finish, Part... parts) {
        return (_, request, onText) -> {
            asked.add(request);
            var message = new Message.Assistant(List.of(parts));
            for (String word : message.text().split("(?<= )")) {
                onText.accept(word);
            }
            var usage = new Usage(12, 4, 5, Optional.empty());
            return new dev.bac.llm.ChatResponse(message, finish, usage, "openai/gpt-test", "it was asked for");
        };
    }

    record City(String city) {}

    /** The ten lines: an application's Spring AI model, now with the router behind it. */
    @Test
    void isTheOneObjectAnApplicationSwaps() {
        ChatModel model = new RouterChatModel(router(Finish.STOP, new Part.Text("Hello")), CALLER);

        assertThat(model.call("Hi")).isEqualTo("Hello");

        assertThat(asked.getFirst().model()).isEqualTo(ChatRequest.AUTO);
        assertThat(asked.getFirst().messages()).containsExactly(Message.User.of("Hi"));
    }

    @Test
    void takesToolsThereAndBackWithWhatTheVendorSigned() {
        var arguments = (ObjectNode) JSON.readTree("{\"city\":\"Kiel\"}");
        var signed = new Part.Opaque("anthropic", JSON.readTree("{\"signature\":\"abc\"}"));
        var call = new Part.ToolCall("call-1", "weather", arguments);
        var model = new RouterChatModel(router(Finish.TOOL_CALLS, signed, call), CALLER);
        var weather = FunctionToolCallback.builder("weather", (City city) -> "It rains in " + city.city())
                .description("The weather of a city")
                .inputType(City.class)
                .build();
        var options = ToolCallingChatOptions.builder().toolCallbacks(weather).build();
        var prompt = new Prompt("Does it rain in Kiel?", options);

        var first = model.call(prompt);
        var ran = ToolCallingManager.builder().build().executeToolCalls(prompt, first);
        model.call(new Prompt(ran.conversationHistory(), options));

        assertThat(first.hasToolCalls()).isTrue();
        assertThat(first.getMetadata().getModel()).isEqualTo("openai/gpt-test");
        assertThat(first.getMetadata().getUsage().getTotalTokens()).isEqualTo(17);
        assertThat(asked.getFirst()
                        .tools()
                        .getFirst()
                        .inputSchema()
                        .at("/properties/city/type")
                        .asString())
                .isEqualTo("string");
        assertThat(asked.getLast().messages())
                .startsWith(Message.User.of("Does it rain in Kiel?"), new Message.Assistant(List.of(signed, call)));
        assertThat(asked.getLast().messages().getLast())
                .isInstanceOfSatisfying(Message.ToolResults.class, results -> assertThat(
                                results.results().getFirst().text())
                        .contains("It rains in Kiel"));
    }

    @Test
    void asksForAnswersByASchema() {
        var model = new RouterChatModel(router(Finish.STOP, new Part.Text("{\"age\":3}")), CALLER);
        var options = StructuredOutputChatOptions.builder()
                .outputSchema("{\"type\":\"object\",\"properties\":{\"age\":{\"type\":\"integer\"}}}")
                .build();

        model.call(new Prompt("How old is the cat?", options));

        assertThat(asked.getFirst().options().format())
                .isInstanceOfSatisfying(AnswerFormat.JsonSchema.class, format -> assertThat(
                                format.schema().at("/properties/age/type").asString())
                        .isEqualTo("integer"));
    }

    @Test
    void streamsWordByWordAndEndsWithTheUsage() {
        var model = new RouterChatModel(router(Finish.STOP, new Part.Text("one two three")), CALLER);

        var pieces = model.stream(new Prompt("count")).collectList().block();

        assertThat(pieces).isNotNull();
        assertThat(pieces.stream().map(piece -> piece.getResult().getOutput().getText()))
                .containsExactly("one ", "two ", "three", "");
        assertThat(pieces.getLast().getMetadata().getUsage().getCompletionTokens())
                .isEqualTo(5);
        assertThat(pieces.getLast().getResult().getMetadata().getFinishReason()).isEqualTo("STOP");
    }

    @Test
    void refusesByNameWhatItCannotSay() {
        var model = new RouterChatModel(router(Finish.STOP, new Part.Text("hm")), CALLER);
        var options = ChatOptions.builder().topK(3).build();

        assertThatThrownBy(() -> model.call(new Prompt("Hi", options)))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("top_k");
    }
}
