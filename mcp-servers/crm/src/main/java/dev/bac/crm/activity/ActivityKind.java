package dev.bac.crm.activity;

import java.util.Locale;

/** What an activity is. */
public enum ActivityKind {
    CALL,
    MEETING,
    TASK,
    REMINDER,
    NOTE;

    /** True for what is still to be done on a day, and so cannot be due in the past. */
    boolean ahead() {
        return this == TASK || this == REMINDER;
    }

    /** As sentences say it. */
    String told() {
        return name().toLowerCase(Locale.ROOT);
    }
}
