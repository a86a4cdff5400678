package dev.bac.crm.activity;

import dev.bac.crm.naming.Numbers;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something done or to be done.
 *
 * @param number told as {@code ACT-1001}
 * @param due the day, in the tenant's zone; null when it has none
 * @param doneAt when it was done; null while it is not
 * @param remindAt when somebody wants to be reminded of it; null for never
 * @param owner whose it is
 */
public record Activity(
        UUID id,
        int number,
        ActivityKind kind,
        String subject,
        @Nullable String body,
        @Nullable LocalDate due,
        @Nullable Instant doneAt,
        @Nullable Instant remindAt,
        String owner,
        About about,
        Instant createdAt) {

    /** {@code ACT-1001 "Call Globex", due 2026-03-20}. */
    String label() {
        return "%s \"%s\"%s".formatted(Numbers.ACT.label(number), subject, due == null ? "" : ", due " + due);
    }

    /** The records an activity belongs to; all null for one's own. */
    public record About(
            @Nullable UUID account,
            @Nullable UUID contact,
            @Nullable UUID lead,
            @Nullable UUID opportunity) {
        public static final About NOTHING = new About(null, null, null, null);
    }
}
