package dev.bac.llm.langchain;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;

/** The client of a model that many calls share: it sends by the call that the thread makes now. */
record CurrentCall() implements HttpClient {
    private static final ScopedValue<LangChainCall> NOW = ScopedValue.newInstance();

    /** Makes a call, on this thread. */
    static void make(LangChainCall call, Runnable work) {
        ScopedValue.where(NOW, call).run(work);
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest asked) {
        return NOW.get().execute(asked);
    }

    @Override
    public void execute(HttpRequest asked, ServerSentEventParser parser, ServerSentEventListener listener) {
        NOW.get().execute(asked, parser, listener);
    }
}
