package dev.bac.llm.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.TenantId;
import dev.bac.identity.UserId;
import dev.bac.llm.AnswerFormat;
import dev.bac.llm.ChatResponse.Finish;
import dev.bac.llm.Message;
import dev.bac.llm.ModelException;
import dev.bac.llm.Part;
import dev.bac.llm.Usage;
import dev.bac.llm.budget.Budget;
import dev.bac.llm.budget.BudgetedModel;
import dev.bac.llm.budget.LeasingLedger;
import dev.bac.llm.budget.Measure;
import dev.bac.llm.budget.MemoryBank;
import dev.bac.llm.budget.Per;
import dev.bac.llm.budget.Period;
import dev.bac.llm.budget.Prices;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
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

    private final List<dev.bac.llm.ChatRequest> asked = new ArrayList<>();

    private dev.bac.llm.ChatModel router(Finish finish, Part... parts) {
        return (_, request, onText) -> {
            asked.add(request);
            var message = new Message.Assistant(List.of(parts));
            for (String word : message.text().split("(?<= )")) {
                onText.accept(word);
            }
            var usage = new Usage(12, 4, 5, Optional.of(new BigDecimal("0.001")));
            return new dev.bac.llm.ChatResponse(message, finish, usage, "openai/gpt-test", "asked");
        };
    }

    /** The ten lines: an application's LangChain4j model, now with the router and a budget behind it. */
    @Test
    void isTheOneObjectAnApplicationSwaps() {
        var budget = new Budget(new UUID(0, 9), Per.TENANT, Budget.EACH, Measure.REQUESTS, Period.DAY, 2, List.of());
        var bank = new MemoryBank(_ -> List.of(budget), ZoneOffset.UTC, Duration.ofSeconds(10), Clock.systemUTC());
        try (var ledger = new LeasingLedger(bank, "app", LeasingLedger.Limits.USUAL, Clock.systemUTC(), _ -> {})) {
            var router = router(Finish.STOP, new Part.Text("Hello"));
            var model = new RouterChatModel(new BudgetedModel(router, ledger, Prices.NONE), CALLER);

            assertThat(model.chat("Hi")).isEqualTo("Hello");
            assertThat(model.chat("Hi again")).isEqualTo("Hello");
            assertThatThrownBy(() -> model.chat("And again"))
                    .isInstanceOf(RateLimitException.class)
                    .hasMessageContaining("tenant budget of 2 requests a day");
        }
    }

    @Test
    void takesToolsThereAndBackWithWhatTheVendorSigned() {
        var arguments = (ObjectNode) JSON.readTree("{\"city\":\"Kiel\"}");
        var signed = new Part.Opaque("anthropic", JSON.readTree("{\"signature\":\"abc\"}"));
        var model = new RouterChatModel(
                router(Finish.TOOL_CALLS, signed, new Part.ToolCall("call-1", "weather", arguments)), CALLER);
        var tool = ToolSpecification.builder()
                .name("weather")
                .description("The weather of a city")
                .parameters(JsonObjectSchema.builder()
                        .addStringProperty("city")
                        .required("city")
                        .build())
                .build();
        var messages = new ArrayList<ChatMessage>(List.of(UserMessage.from("Does it rain in Kiel?")));

        ChatResponse first = model.chat(ChatRequest.builder()
                .messages(messages)
                .toolSpecifications(tool)
                .build());
        messages.add(first.aiMessage());
        messages.add(ToolExecutionResultMessage.from(
                first.aiMessage().toolExecutionRequests().getFirst(), "It does."));
        model.chat(ChatRequest.builder()
                .messages(messages)
                .toolSpecifications(tool)
                .build());

        assertThat(first.finishReason()).isEqualTo(FinishReason.TOOL_EXECUTION);
        assertThat(first.modelName()).isEqualTo("openai/gpt-test");
        assertThat(first.tokenUsage().totalTokenCount()).isEqualTo(17);
        assertThat(asked.getFirst()
                        .tools()
                        .getFirst()
                        .inputSchema()
                        .at("/properties/city/type")
                        .asString())
                .isEqualTo("string");
        assertThat(asked.getLast().messages())
                .containsExactly(
                        Message.User.of("Does it rain in Kiel?"),
                        new Message.Assistant(List.of(signed, new Part.ToolCall("call-1", "weather", arguments))),
                        new Message.ToolResults(List.of(new Part.ToolResult("call-1", "weather", "It does.", false))));
    }

    @Test
    void asksForAnswersByASchema() {
        var model = new RouterChatModel(router(Finish.STOP, new Part.Text("{\"age\":3}")), CALLER);
        var schema = JsonSchema.builder()
                .name("Cat")
                .rootElement(
                        JsonObjectSchema.builder().addIntegerProperty("age").build())
                .build();

        model.chat(ChatRequest.builder()
                .messages(UserMessage.from("How old is the cat?"))
                .responseFormat(ResponseFormat.builder()
                        .type(ResponseFormatType.JSON)
                        .jsonSchema(schema)
                        .build())
                .build());

        assertThat(asked.getFirst().options().format())
                .isInstanceOfSatisfying(AnswerFormat.JsonSchema.class, format -> {
                    assertThat(format.name()).isEqualTo("Cat");
                    assertThat(format.schema().at("/properties/age/type").asString())
                            .isEqualTo("integer");
                });
    }

    @Test
    void streamsWordByWord() throws Exception {
        var heard = new ArrayList<String>();
        var whole = new CompletableFuture<ChatResponse>();
        var model = new RouterStreamingChatModel(router(Finish.STOP, new Part.Text("one two three")), CALLER);

        model.chat("count", handler(heard, whole));

        assertThat(whole.get().aiMessage().text()).isEqualTo("one two three");
        assertThat(heard).containsExactly("one ", "two ", "three");
    }

    @Test
    void tellsFailuresInLangChain4jsWords() {
        dev.bac.llm.ChatModel broken = (_, _, _) -> {
            throw new ModelException(ModelException.Kind.TIMEOUT, "openai", "took too long", Optional.empty());
        };
        var failed = new CompletableFuture<ChatResponse>();

        new RouterStreamingChatModel(broken, CALLER).chat("count", handler(new ArrayList<>(), failed));

        assertThatThrownBy(failed::get).hasCauseInstanceOf(TimeoutException.class);
        assertThatThrownBy(() -> new RouterChatModel(broken, CALLER).chat("count"))
                .isInstanceOf(TimeoutException.class);
    }

    @Test
    void refusesByNameWhatItCannotSay() {
        var model = new RouterChatModel(router(Finish.STOP, new Part.Text("hm")), CALLER);

        assertThatThrownBy(() -> model.chat(ChatRequest.builder()
                        .messages(UserMessage.from("Hi"))
                        .topK(3)
                        .build()))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("topK");
    }

    private static StreamingChatResponseHandler handler(List<String> heard, CompletableFuture<ChatResponse> whole) {
        return new StreamingChatResponseHandler() {
            @Override
            public void onPartialResponse(String text) {
                heard.add(text);
            }

            @Override
            public void onCompleteResponse(ChatResponse answer) {
                whole.complete(answer);
            }

            @Override
            public void onError(Throwable failure) {
                whole.completeExceptionally(failure);
            }
        };
    }
}
