package dev.bac.llm.langchain4j;

import dev.bac.identity.Caller;
import dev.bac.llm.ModelException;
import dev.bac.llm.budget.BudgetExhausted;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.time.Duration;
import java.util.Set;

/**
 * The router as LangChain4j's {@link ChatModel}. A request's {@code modelName} is {@code auto} when it has none.
 *
 * <p>Failures come as LangChain4j's own exceptions; a spent budget as its {@code RateLimitException}.
 */
public final class RouterChatModel implements ChatModel {
    private final dev.bac.llm.ChatModel router;
    private final Caller caller;
    private final Requests requests;

    /** @param caller on whose account the calls go */
    public RouterChatModel(dev.bac.llm.ChatModel router, Caller caller) {
        this(router, caller, Requests.USUAL_TIMEOUT);
    }

    /** @param timeout limit on each call */
    public RouterChatModel(dev.bac.llm.ChatModel router, Caller caller, Duration timeout) {
        this.router = router;
        this.caller = caller;
        this.requests = new Requests(timeout);
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        try {
            return Answers.of(router.chat(caller, requests.of(request), _ -> {}));
        } catch (ModelException | BudgetExhausted failure) {
            throw Failures.of(failure);
        }
    }

    @Override
    public Set<Capability> supportedCapabilities() {
        return Set.of(Capability.RESPONSE_FORMAT_JSON_SCHEMA);
    }
}
