package dev.bac.orchestrator.telemetry;

import dev.bac.identity.Caller;
import dev.bac.llm.ChatModel;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.ChatResponse;
import dev.bac.llm.ModelException;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** A span for each call of a model, by the semantic conventions for generative AI (1.37, {@code gen_ai.*}). */
record TracedModel(ChatModel model, Tracer tracer, RunSpans runs) implements ChatModel {
    private static final AttributeKey<List<String>> FINISH =
            AttributeKey.stringArrayKey("gen_ai.response.finish_reasons");

    @Override
    public ChatResponse chat(Caller caller, ChatRequest request, Consumer<String> onText) {
        Span span = tracer.spanBuilder("chat " + request.model())
                .setParent(runs.of(caller))
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute("gen_ai.operation.name", "chat")
                .setAttribute("gen_ai.request.model", request.model())
                .setAttribute("gen_ai.request.max_tokens", request.maxTokens())
                .startSpan();
        request.temperature().ifPresent(heat -> span.setAttribute("gen_ai.request.temperature", heat));
        try (Scope _ = span.makeCurrent()) {
            ChatResponse answer = model.chat(caller, request, onText);
            told(span, answer);
            return answer;
        } catch (ModelException e) {
            RunSpans.failed(span, e.kind().name().toLowerCase(Locale.ROOT));
            throw e;
        } catch (RuntimeException e) {
            RunSpans.failed(span, e.getClass().getSimpleName());
            throw e;
        } finally {
            span.end();
        }
    }

    private static void told(Span span, ChatResponse answer) {
        span.setAttribute("gen_ai.provider.name", answer.model().replaceFirst("/.*", ""));
        span.setAttribute("gen_ai.response.model", answer.model());
        span.setAttribute(FINISH, List.of(answer.finish().name().toLowerCase(Locale.ROOT)));
        span.setAttribute("gen_ai.usage.input_tokens", answer.usage().input());
        span.setAttribute("gen_ai.usage.cache_read.input_tokens", answer.usage().cached());
        span.setAttribute("gen_ai.usage.output_tokens", answer.usage().output());
    }
}
