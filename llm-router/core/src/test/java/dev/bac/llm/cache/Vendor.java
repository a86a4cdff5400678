package dev.bac.llm.cache;

import dev.bac.identity.Caller;
import dev.bac.llm.ChatModel;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.ChatResponse;
import dev.bac.llm.ChatResponse.Finish;
import dev.bac.llm.Message;
import dev.bac.llm.Part;
import dev.bac.llm.Usage;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/** A model that is a function and counts how often it is asked. */
final class Vendor implements ChatModel {
    static final BigDecimal COST = new BigDecimal("0.012");

    private final Function<ChatRequest, ChatResponse> answer;
    final AtomicInteger asked = new AtomicInteger();

    Vendor(Function<ChatRequest, ChatResponse> answer) {
        this.answer = answer;
    }

    /** Numbers its answers, so that an old one can be told from a new one. */
    static Vendor numbering() {
        var count = new AtomicInteger();
        return new Vendor(_ -> says("answer " + count.incrementAndGet()));
    }

    static ChatResponse says(String text) {
        return says(text, Finish.STOP, "vendor/model");
    }

    static ChatResponse says(String text, Finish finish, String model) {
        var usage = new Usage(1_000, 0, 100, Optional.of(COST));
        return new ChatResponse(
                new Message.Assistant(List.of(new Part.Text(text))), finish, usage, model, model + " was asked");
    }

    @Override
    public ChatResponse chat(Caller caller, ChatRequest request, Consumer<String> onText) {
        asked.incrementAndGet();
        ChatResponse given = answer.apply(request);
        onText.accept(given.message().text());
        return given;
    }
}
