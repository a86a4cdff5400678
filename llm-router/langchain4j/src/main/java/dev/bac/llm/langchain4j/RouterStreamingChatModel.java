package dev.bac.llm.langchain4j;

import dev.bac.identity.Caller;
import dev.bac.llm.ModelException;
import dev.bac.llm.budget.BudgetExhausted;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The router as LangChain4j's {@link StreamingChatModel}: it returns at once, and the answer comes on another thread. */
public final class RouterStreamingChatModel implements StreamingChatModel {
    private final dev.bac.llm.ChatModel router;
    private final Caller caller;
    private final Requests requests;

    /** @param caller on whose account the calls go */
    public RouterStreamingChatModel(dev.bac.llm.ChatModel router, Caller caller) {
        this(router, caller, Requests.USUAL_TIMEOUT);
    }

    /** @param timeout limit on each call */
    public RouterStreamingChatModel(dev.bac.llm.ChatModel router, Caller caller, Duration timeout) {
        this.router = router;
        this.caller = caller;
        this.requests = new Requests(timeout);
    }

    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
        dev.bac.llm.ChatRequest asked = requests.of(request);
        Thread.ofVirtual().name("langchain4j-stream").start(() -> stream(asked, handler));
    }

    private void stream(dev.bac.llm.ChatRequest request, StreamingChatResponseHandler handler) {
        ChatResponse answer;
        try {
            answer = Answers.of(router.chat(caller, request, handler::onPartialResponse));
            List<ToolExecutionRequest> calls = answer.aiMessage().toolExecutionRequests();
            for (int i = 0; i < calls.size(); i++) {
                handler.onCompleteToolCall(new CompleteToolCall(i, calls.get(i)));
            }
        } catch (ModelException | BudgetExhausted failure) {
            handler.onError(Failures.of(failure));
            return;
        } catch (RuntimeException failure) {
            handler.onError(failure);
            return;
        }
        handler.onCompleteResponse(answer);
    }

    @Override
    public Set<Capability> supportedCapabilities() {
        return Set.of(Capability.RESPONSE_FORMAT_JSON_SCHEMA);
    }
}
