package dev.bac.orchestrator.run;

import dev.bac.agents.Run;
import java.util.Locale;

/** Where a run is. */
public enum RunState {
    RUNNING,
    AWAITING_APPROVAL,
    ANSWERED,
    OUT_OF_TURNS,
    OVER_LIMIT,
    CANCELLED,
    FAILED,
    /** A write may or may not have happened; a person must look. */
    PARKED;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Where a run is that came to this. */
    public static RunState of(Run outcome) {
        return switch (outcome) {
            case Run.Answered _ -> ANSWERED;
            case Run.AwaitsApproval _ -> AWAITING_APPROVAL;
            case Run.OutOfTurns _ -> OUT_OF_TURNS;
            case Run.Stopped stopped -> stopped.reason() == Run.Reason.CANCELLED ? CANCELLED : OVER_LIMIT;
        };
    }

    static RunState of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    /** True when nothing more will happen. */
    public boolean ended() {
        return this != RUNNING && this != AWAITING_APPROVAL;
    }
}
