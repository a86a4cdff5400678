package dev.bac.llm.springai;

import dev.bac.identity.Caller;
import dev.bac.llm.ChatRequest;
import java.time.Duration;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/**
 * The router as Spring AI's {@link ChatModel}, streaming or not. Options without a model mean {@code auto}. Tools are asked
 * for and not run here, as Spring AI 2 has it: its {@code ChatClient} or {@code ToolCallingManager} runs them.
 *
 * <p>Failures are the router's own: {@link dev.bac.llm.ModelException}, {@link dev.bac.llm.budget.BudgetExhausted}.
 */
public final class RouterChatModel implements ChatModel {
    private static final Duration USUAL_TIMEOUT = Duration.ofMinutes(2);

    private final dev.bac.llm.ChatModel router;
    private final Caller caller;
    private final Requests requests;

    /** @param caller on whose account the calls go */
    public RouterChatModel(dev.bac.llm.ChatModel router, Caller caller) {
        this(router, caller, USUAL_TIMEOUT);
    }

    /** @param timeout limit on each call */
    public RouterChatModel(dev.bac.llm.ChatModel router, Caller caller, Duration timeout) {
        this.router = router;
        this.caller = caller;
        this.requests = new Requests(timeout);
    }

    @Override
    public ChatResponse call(Prompt prompt) {
        return Answers.whole(router.chat(caller, requests.of(prompt), _ -> {}));
    }

    /** Words as they come; the last element has the tool calls, the usage and why it ended. Unsubscribing ends the call. */
    @Override
    public Flux<ChatResponse> stream(Prompt prompt) {
        return Flux.create(sink -> {
            ChatRequest request = requests.of(prompt);
            Thread call = Thread.ofVirtual().name("spring-ai-stream").unstarted(() -> stream(request, sink));
            sink.onDispose(call::interrupt);
            call.start();
        });
    }

    private void stream(ChatRequest request, FluxSink<ChatResponse> sink) {
        try {
            var answer = router.chat(caller, request, text -> sink.next(Answers.piece(text)));
            sink.next(Answers.last(answer));
            sink.complete();
        } catch (RuntimeException failure) {
            sink.error(failure);
        }
    }
}
