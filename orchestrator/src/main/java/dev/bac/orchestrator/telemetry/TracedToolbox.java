package dev.bac.orchestrator.telemetry;

import dev.bac.identity.Caller;
import dev.bac.tools.Tool;
import dev.bac.tools.ToolCall;
import dev.bac.tools.ToolOutcome;
import dev.bac.tools.Toolbox;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.util.List;

/** A span for each call of a tool; it is current while the tool's server is called, and travels there. */
record TracedToolbox(Toolbox toolbox, Tracer tracer, RunSpans runs) implements Toolbox {

    @Override
    public List<Tool> tools(Caller caller) {
        return toolbox.tools(caller);
    }

    @Override
    public ToolOutcome call(Caller caller, ToolCall call) {
        Span span = tracer.spanBuilder("execute_tool " + call.tool())
                .setParent(runs.of(caller))
                .setSpanKind(SpanKind.INTERNAL)
                .setAttribute("gen_ai.operation.name", "execute_tool")
                .setAttribute("gen_ai.tool.name", call.tool())
                .setAttribute("gen_ai.tool.type", "function")
                .setAttribute("gen_ai.tool.call.id", call.key())
                .startSpan();
        try (Scope _ = span.makeCurrent()) {
            ToolOutcome outcome = toolbox.call(caller, call);
            if (outcome instanceof ToolOutcome.Failed failed) {
                RunSpans.failed(span, failed.code());
            }
            return outcome;
        } catch (RuntimeException e) {
            RunSpans.failed(span, e.getClass().getSimpleName());
            throw e;
        } finally {
            span.end();
        }
    }
}
