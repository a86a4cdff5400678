package dev.bac.orchestrator.telemetry;

import dev.bac.identity.Caller;
import dev.bac.identity.Delegation;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The spans of runs at work. Models and tools are called on other threads than the run's, in the name of its agent: so a
 * span finds its parent by the run that its caller acts in, and not by the thread.
 */
public final class RunSpans {
    private final Tracer tracer;
    private final Map<String, Context> atWork = new ConcurrentHashMap<>();

    RunSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    /** Does a run's work within its span. */
    public <T> T within(String agent, String run, String conversation, Supplier<T> work) {
        Span span = tracer.spanBuilder("invoke_agent " + agent)
                .setSpanKind(SpanKind.INTERNAL)
                .setAttribute("gen_ai.operation.name", "invoke_agent")
                .setAttribute("gen_ai.agent.name", agent)
                .setAttribute("gen_ai.conversation.id", conversation)
                .startSpan();
        atWork.put(run, Context.current().with(span));
        try {
            return work.get();
        } catch (RuntimeException e) {
            failed(span, e.getClass().getSimpleName());
            throw e;
        } finally {
            atWork.remove(run);
            span.end();
        }
    }

    /** What a call of this caller is part of. */
    Context of(Caller caller) {
        Context here = Context.current();
        return caller.actor()
                .flatMap(Delegation::run)
                .map(run -> atWork.getOrDefault(run, here))
                .orElse(here);
    }

    static void failed(Span span, String type) {
        span.setAttribute("error.type", type);
        span.setStatus(StatusCode.ERROR);
    }
}
