package dev.bac.llm.langchain;

import dev.bac.llm.ChatRequest;
import dev.bac.llm.ModelException.Kind;
import dev.bac.llm.Original;
import dev.bac.llm.SignOfLife;
import dev.bac.llm.vendor.Deadline;
import dev.bac.llm.vendor.Endpoint;
import dev.bac.llm.vendor.VendorError;
import dev.bac.llm.vendor.VendorHttp;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One call: the HTTP client that LangChain4j calls and the handler it answers to. Everything happens on the caller's
 * thread. The first failure is kept, because the library wraps some and swallows others.
 */
final class LangChainCall implements HttpClient {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Endpoint endpoint;
    private final Dialect dialect;
    private final ChatRequest request;
    private final VendorHttp http;
    private final Deadline deadline;
    private final Consumer<String> onText;
    private @Nullable RuntimeException failure;
    private @Nullable ChatResponse answer;
    private boolean whole;
    private boolean alive;

    LangChainCall(
            Endpoint endpoint,
            Dialect dialect,
            ChatRequest request,
            VendorHttp http,
            Deadline deadline,
            Consumer<String> onText) {
        this.endpoint = endpoint;
        this.dialect = dialect;
        this.request = request;
        this.http = http;
        this.deadline = deadline;
        this.onText = onText;
    }

    ChatResponse answer() {
        if (failure != null || answer == null || !whole) {
            came().ifPresent(Original.Events::forget);
        }
        if (failure != null) {
            throw failure;
        }
        if (answer == null || !whole) {
            throw endpoint.failure(Kind.TRANSIENT, "the answer was cut off");
        }
        return answer;
    }

    StreamingChatResponseHandler handler() {
        return new StreamingChatResponseHandler() {
            @Override
            public void onPartialResponse(String text) {
                guarded(() -> onText.accept(text));
            }

            @Override
            public void onCompleteResponse(ChatResponse complete) {
                answer = complete;
            }

            @Override
            public void onError(Throwable error) {
                failed(endpoint.failure(
                        Kind.TRANSIENT,
                        "the answer cannot be read (" + error.getClass().getSimpleName() + ")"));
            }
        };
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest asked) {
        throw new IllegalStateException("Only streaming calls are made");
    }

    @Override
    public void execute(HttpRequest asked, ServerSentEventParser parser, ServerSentEventListener listener) {
        var events = new Events(event -> received(event, listener));
        reader().ifPresent(waiting -> waiting.pauses(true));
        guarded(() -> {
            byte[] body = JSON.writeValueAsBytes(dialect.amend((ObjectNode) JSON.readTree(asked.body()), request));
            http.post(endpoint, URI.create(asked.url()), asked.headers(), body, deadline, new Lines(events));
            events.end();
            listener.onClose();
        });
        reader().ifPresent(waiting -> waiting.pauses(false));
    }

    /** Who reads, in whatever format. */
    private Optional<Original.Events> reader() {
        return request.options().original().map(Original::events);
    }

    private Optional<Original.Events> came() {
        return request.options()
                .original()
                .filter(came -> dialect.abilities().wire().equals(Optional.of(came.wire())))
                .map(Original::events);
    }

    /** Reads until something failed. */
    private final class Lines implements VendorHttp.Lines {
        private final Events events;

        Lines(Events events) {
            this.events = events;
        }

        @Override
        public boolean next(String line) {
            events.line(line);
            return failure == null;
        }

        @Override
        public void pause() {
            guarded(() -> reader().ifPresent(Original.Events::pause));
        }
    }

    private void received(ServerSentEvent event, ServerSentEventListener listener) {
        VendorError.inStream(endpoint, event.data()).ifPresent(this::failed);
        if (failure == null) {
            begun();
            whole |= dialect.isLast(event.data());
            passOn(event.data());
            try {
                listener.onEvent(event, Events.context());
            } catch (RuntimeException unreadable) {
                failed(endpoint.failure(
                        Kind.TRANSIENT,
                        "the answer cannot be read (" + unreadable.getClass().getSimpleName() + ")"));
            }
        }
    }

    private void begun() {
        if (!alive) {
            alive = true;
            SignOfLife.tell(onText);
        }
    }

    /** To a reader who speaks the vendor's format; an empty piece tells the layers above that the answer has begun. */
    private void passOn(String data) {
        came().ifPresent(reader -> guarded(() -> {
            if (reader.event(data)) {
                onText.accept("");
            }
        }));
    }

    private void guarded(Runnable work) {
        if (failure == null) {
            try {
                work.run();
            } catch (RuntimeException first) {
                failed(first);
            }
        }
    }

    private void failed(RuntimeException error) {
        if (failure == null) {
            failure = error;
        }
    }
}
