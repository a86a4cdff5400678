package dev.bac.orchestrator.run;

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

    static RunState of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    /** True when nothing more will happen. */
    public boolean ended() {
        return this != RUNNING && this != AWAITING_APPROVAL;
    }
}
