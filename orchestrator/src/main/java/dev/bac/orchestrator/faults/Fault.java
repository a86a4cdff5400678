package dev.bac.orchestrator.faults;

import java.time.Duration;

/** A way for a vendor to fail. Times are those of full length. */
public enum Fault {
    SLOW("first word after 8 s"),
    RATE_LIMIT("429, Retry-After until it ends"),
    CUT("cuts before the first word"),
    CUT_LATER("cuts after a word"),
    BROKEN_JSON("broken JSON"),
    HANG("accepts, says nothing"),
    REFUSED("refuses connections"),
    ERROR_500("500"),
    ERROR_503("503"),
    WRONG_TYPE("200, an HTML page"),
    EMPTY("200, empty body"),
    DRIP("one byte now and then"),
    UNAUTHORIZED("401");

    /** Until the first word of {@link #SLOW}. */
    static final Duration LATE = Duration.ofSeconds(8);
    /** How long the fault lasts. */
    static final Duration LENGTH = Duration.ofSeconds(60);

    private final String words;

    Fault(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    /** False when the reader has begun to read by then: another model's answer would be another text. */
    boolean canBeSaved() {
        return this != CUT_LATER;
    }

    /** True when the vendor says at once that it failed, so that the next can be asked at once. */
    boolean atOnce() {
        return switch (this) {
            case RATE_LIMIT, CUT, BROKEN_JSON, REFUSED, ERROR_500, ERROR_503, WRONG_TYPE, EMPTY, UNAUTHORIZED -> true;
            case SLOW, HANG, DRIP, CUT_LATER -> false;
        };
    }
}
