package dev.bac.llm.langchain;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.bac.identity.Caller;
import dev.bac.llm.ChatModel;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.ChatResponse;
import dev.bac.llm.ModelException;
import dev.bac.llm.ModelException.Kind;
import dev.bac.llm.vendor.Deadline;
import dev.bac.llm.vendor.Endpoint;
import dev.bac.llm.vendor.PassedCall;
import dev.bac.llm.vendor.VendorHttp;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.model.chat.StreamingChatModel;
import java.util.List;
import java.util.function.Consumer;

/** A vendor's model through LangChain4j: its wire formats, our HTTP, limits and failure classes. */
public final class LangChainModel implements ChatModel {
    private static final int MOST_OPENED = 64;

    private final Endpoint endpoint;
    private final Dialect dialect;
    private final VendorHttp http;

    /** To build one looks through the whole class path for factories, which costs more than all else of a call. */
    private final Cache<Opening, StreamingChatModel> opened = Caffeine.newBuilder()
            .maximumSize(MOST_OPENED)
            .executor(Runnable::run)
            .build();

    public LangChainModel(Endpoint endpoint, Dialect dialect, VendorHttp http) {
        this.endpoint = endpoint;
        this.dialect = dialect;
        this.http = http;
    }

    @Override
    public ChatResponse chat(Caller caller, ChatRequest request, Consumer<String> onText) {
        dialect.abilities().check(endpoint.provider(), request);
        var came = dialect.abilities().wire().flatMap(request.options()::original);
        var passage = dialect.passage();
        if (came.isPresent() && passage.isPresent()) {
            return PassedCall.make(endpoint, passage.get(), came.get(), request, http, onText);
        }
        try (var deadline = new Deadline(request.timeout())) {
            var call = new LangChainCall(endpoint, dialect, request, http, deadline, onText);
            send(call, request);
            return new Answers(endpoint.provider(), dialect).read(call.answer(), request.model());
        }
    }

    private void send(LangChainCall call, ChatRequest request) {
        try {
            var model = opened.get(
                    Opening.of(request), opening -> dialect.open(endpoint, new OneClient(new CurrentCall()), opening));
            CurrentCall.make(call, () -> model.chat(asked(request), call.handler()));
        } catch (ModelException known) {
            throw known;
        } catch (LangChain4jException | IllegalArgumentException refused) {
            // The library refused the request before sending it. Its words may quote the conversation.
            throw endpoint.failure(
                    Kind.BAD_REQUEST,
                    "the request cannot be put in this vendor's form ("
                            + refused.getClass().getSimpleName() + ")");
        }
    }

    private dev.langchain4j.model.chat.request.ChatRequest asked(ChatRequest request) {
        return dev.langchain4j.model.chat.request.ChatRequest.builder()
                .messages(new Conversation(endpoint.provider(), dialect.marksFailedResults()).of(request.messages()))
                .toolSpecifications(tools(request))
                .build();
    }

    /** Names and descriptions only: {@link Dialect#amend} puts the schemas in as given. */
    private static List<ToolSpecification> tools(ChatRequest request) {
        return request.tools().stream()
                .map(tool -> ToolSpecification.builder()
                        .name(tool.name())
                        .description(tool.description())
                        .build())
                .toList();
    }
}
