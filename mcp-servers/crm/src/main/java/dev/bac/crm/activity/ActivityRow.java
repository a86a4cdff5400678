package dev.bac.crm.activity;

import dev.bac.crm.naming.Names;
import dev.bac.crm.naming.Numbers;
import dev.bac.store.Tx;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An activity as tools answer it, with the names of what it belongs to. */
public record ActivityRow(
        UUID id,
        String number,
        ActivityKind kind,
        String subject,
        @Nullable String body,
        @Nullable LocalDate due,
        boolean done,
        @Nullable Instant remindAt,
        String owner,
        @Nullable UUID accountId,
        @Nullable String account,
        @Nullable UUID contactId,
        @Nullable String contact,
        @Nullable UUID leadId,
        @Nullable String lead,
        @Nullable UUID opportunityId,
        @Nullable String opportunity) {

    static ActivityRow of(Tx tx, Activity activity) {
        return of(tx, List.of(activity)).getFirst();
    }

    /** The rows of activities, in their order; one statement for all their names. */
    static List<ActivityRow> of(Tx tx, List<Activity> activities) {
        var names = Names.of(
                tx,
                activities.stream()
                        .map(Activity::about)
                        .flatMap(about ->
                                Stream.of(about.account(), about.contact(), about.lead(), about.opportunity())));
        return activities.stream().map(one -> row(one, names)).toList();
    }

    private static ActivityRow row(Activity activity, Names names) {
        var about = activity.about();
        return new ActivityRow(
                activity.id(),
                Numbers.ACT.label(activity.number()),
                activity.kind(),
                activity.subject(),
                activity.body(),
                activity.due(),
                activity.doneAt() != null,
                activity.remindAt(),
                activity.owner(),
                about.account(),
                names.of(about.account()),
                about.contact(),
                names.of(about.contact()),
                about.lead(),
                names.of(about.lead()),
                about.opportunity(),
                names.of(about.opportunity()));
    }
}
