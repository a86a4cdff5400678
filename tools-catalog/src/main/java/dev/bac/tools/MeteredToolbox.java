package dev.bac.tools;

import dev.bac.identity.Caller;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Tells a meter what each call became and how long it took; never what it said. */
public final class MeteredToolbox implements Toolbox {

    /** Receives one line a call. It runs on the caller's thread and must not throw. */
    @FunctionalInterface
    public interface Meter {

        /** @param outcome {@code done}, {@code approval}, {@code unreachable}, {@code error} or a refusal's code */
        void called(Caller caller, String tool, String outcome, Duration took);
    }

    private final Toolbox inner;
    private final Meter meter;
    private final InstantSource clock;

    public MeteredToolbox(Toolbox inner, Meter meter, InstantSource clock) {
        this.inner = inner;
        this.meter = meter;
        this.clock = clock;
    }

    @Override
    public List<Tool> tools(Caller caller) {
        return inner.tools(caller);
    }

    @Override
    public Optional<String> missing(Caller caller, String tool) {
        return inner.missing(caller, tool);
    }

    @Override
    public ToolOutcome call(Caller caller, ToolCall call) {
        var start = clock.instant();
        var outcome = "error";
        try {
            var result = inner.call(caller, call);
            outcome = label(result);
            return result;
        } catch (ToolboxException unreachable) {
            outcome = "unreachable";
            throw unreachable;
        } finally {
            meter.called(caller, call.tool(), outcome, Duration.between(start, clock.instant()));
        }
    }

    private static String label(ToolOutcome outcome) {
        return switch (outcome) {
            case ToolOutcome.Done _ -> "done";
            case ToolOutcome.NeedsApproval _ -> "approval";
            case ToolOutcome.Failed failed -> failed.code();
        };
    }
}
