package dev.bac.crm.activity;

import dev.bac.crm.account.AccountStore;
import dev.bac.crm.contact.ContactStore;
import dev.bac.crm.lead.LeadStore;
import dev.bac.crm.naming.Numbers;
import dev.bac.crm.opportunity.OpportunityStore;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.mcp.argument.PageWanted;
import dev.bac.store.Tx;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tools on activities. */
public final class ActivityTools {
    private static final int STANDARD = 20;
    private static final int YEARS = 10;
    private static final LocalTime MORNING = LocalTime.of(8, 0);
    private final ActivityStore activities;
    private final Subject.Stores subjects;

    public ActivityTools(
            ActivityStore activities,
            AccountStore accounts,
            ContactStore contacts,
            LeadStore leads,
            OpportunityStore deals) {
        this.activities = activities;
        this.subjects = new Subject.Stores(accounts, contacts, leads, deals);
    }

    /** What {@code crm_activity_create} takes. */
    public record ActivityCreate(
            @Arg("What it is: REMINDER or TASK for something to do, CALL, MEETING, or NOTE for something to remember")
            ActivityKind kind,

            @Arg("What it is about, in a few words, such as Call about the delivery")
            String subject,

            @Arg("The day it is due or takes place") @Nullable LocalDate due,

            @Arg(value = "The account, deal, contact or lead it belongs to, by id, number or name", ref = "account")
            @Nullable String related,

            @Arg("Details, or the text of a note") @Nullable String body,

            @Arg("The colleague whose it is, by name; the caller when left out") @Nullable String owner,

            @Arg("When to remind of it; a REMINDER with a day reminds at 08:00 of that day when left out") @Nullable Instant remindAt) {}

    /** What {@code crm_activity_create} answers. */
    public record ActivityCreated(String summary, ActivityRow activity) implements Told {}

    /** What {@code crm_activity_list} takes. */
    public record ActivitiesWanted(
            @Arg(
                    value = "Only activities on this account, deal, contact or lead, by id, number or name",
                    ref = "account")
            @Nullable String related,

            @Arg("Only activities of this kind") @Nullable ActivityKind kind,

            @Arg("Only activities due on this day or later") @Nullable LocalDate dueFrom,

            @Arg("Only activities due on this day or earlier") @Nullable LocalDate dueTo,

            @Arg("True for what is still to be done alone, notes left out") @Nullable Boolean openOnly,

            @Arg("This one alone, by id or number such as ACT-1012") @Nullable String activity,

            @Arg("Rows, 1 to 200; 20 when left out") @Nullable Integer limit,

            @Arg("The next of an earlier answer") @Nullable String cursor) {}

    /** What {@code crm_activity_list} answers. */
    public record ActivityList(
            String summary,
            List<ActivityRow> items,
            long total,
            @Nullable String next) implements Told {}

    /** Every tool on activities. */
    public List<Tool<?, ?>> tools() {
        return List.of(create(), list());
    }

    private Tool<?, ?> create() {
        return Tool.write(
                        "crm_activity_create",
                        "Add an activity",
                        "Adds a reminder or task with its due day, logs or plans a call or meeting, or writes a note, on an"
                                + " account, deal, contact or lead, or on none. It sends nothing to anybody.",
                        Effect.WRITE,
                        Risk.NONE,
                        ActivityCreate.class,
                        ActivityCreated.class,
                        this::create)
                .example(
                        "Remind me to ring Hooli about the monitors",
                        activity(ActivityKind.REMINDER, "Ring about the monitors", "Hooli", null))
                .example(
                        "Note on Wayne Enterprises: they want net 60 terms",
                        activity(ActivityKind.NOTE, "They want net 60 terms", "Wayne Enterprises", null))
                .example(
                        "Create a task to prepare the offer for Soylent by 12 January 2027",
                        activity(ActivityKind.TASK, "Prepare the offer", "Soylent", LocalDate.of(2027, 1, 12)))
                .example(
                        "Schedule a meeting with Peter Novak on 3 February 2027",
                        activity(ActivityKind.MEETING, "Meeting", "Peter Novak", LocalDate.of(2027, 2, 3)))
                .example(
                        "Log a call with Initech about late payment",
                        activity(ActivityKind.CALL, "Late payment", "Initech", null));
    }

    private Tool<?, ?> list() {
        return Tool.read(
                        "crm_activity_list",
                        "List activities",
                        "Lists reminders, tasks, calls, meetings and notes, the next due first, of one account, deal,"
                                + " contact or lead or of all, by kind and due day.",
                        ActivitiesWanted.class,
                        ActivityList.class,
                        this::list)
                .example("What do I have to do?", wanted(null, null, true))
                .example("Which tasks are open?", wanted(null, ActivityKind.TASK, true))
                .example("Show the notes on Stark Industries", wanted("Stark Industries", ActivityKind.NOTE, null))
                .example("What have we done with Umbrella so far?", wanted("Umbrella", null, null))
                .example("List upcoming meetings", wanted(null, ActivityKind.MEETING, true));
    }

    private ActivityCreated create(Caller caller, Tx tx, ActivityCreate given) {
        String owner = Given.lineOrNull("owner", given.owner(), 80);
        String related = Given.lineOrNull("related", given.related(), 200);
        var subject = related == null ? null : subjects.named(tx, "related", related);
        var due = due(tx, given);
        var activity = new Activity(
                tx.newId(),
                Numbers.ACT.next(tx),
                given.kind(),
                Given.line("subject", given.subject(), 200),
                Given.textOrNull("body", given.body(), 4000),
                due,
                null,
                remindAt(tx, given, due),
                owner == null ? caller.name() : owner,
                subject == null ? Activity.About.NOTHING : subject.about(),
                tx.now());
        activities.add(tx, List.of(activity));
        String summary = "Added the %s %s \"%s\"%s%s."
                .formatted(
                        activity.kind().told(),
                        Numbers.ACT.label(activity.number()),
                        activity.subject(),
                        activity.due() == null ? "" : " for " + activity.due(),
                        subject == null ? "" : " on " + subject.label());
        return new ActivityCreated(summary, ActivityRow.of(tx, activity));
    }

    private static @Nullable Instant remindAt(Tx tx, ActivityCreate given, @Nullable LocalDate due) {
        var at = given.remindAt();
        if (at == null) {
            return given.kind() == ActivityKind.REMINDER && due != null
                    ? due.atTime(MORNING).atZone(tx.settings().zone()).toInstant()
                    : null;
        }
        if (given.kind() == ActivityKind.NOTE) {
            throw ToolRefusal.invalid("remindAt", "a note is nothing to do; make it a REMINDER or TASK");
        }
        var day = at.atZone(tx.settings().zone()).toLocalDate();
        if (day.isBefore(tx.today()) || day.isAfter(tx.today().plusYears(YEARS))) {
            throw ToolRefusal.invalid("remindAt", at + " is past or too far away; today is " + tx.today());
        }
        return at;
    }

    private static @Nullable LocalDate due(Tx tx, ActivityCreate given) {
        var due = given.due();
        if (due == null) {
            return null;
        }
        if (given.kind().ahead() && due.isBefore(tx.today())) {
            throw ToolRefusal.invalid("due", due + " is past; today is " + tx.today());
        }
        if (due.isBefore(tx.today().minusYears(YEARS)) || due.isAfter(tx.today().plusYears(YEARS))) {
            throw ToolRefusal.invalid("due", "lies more than " + YEARS + " years from today, " + tx.today());
        }
        return due;
    }

    private ActivityList list(Caller caller, Tx tx, ActivitiesWanted given) {
        var wantedPage = PageWanted.of(given.limit(), given.cursor(), STANDARD);
        String one = Given.lineOrNull("activity", given.activity(), 60);
        if (one != null) {
            var found = ActivityRow.of(tx, activities.byIdOrNumber(tx, one));
            return new ActivityList(tell(tx, found, found.size()), found, found.size(), null);
        }
        String related = Given.lineOrNull("related", given.related(), 200);
        var about = related == null
                ? Activity.About.NOTHING
                : subjects.named(tx, "related", related).about();
        var wanted = new ActivityStore.Wanted(
                given.kind(), Boolean.TRUE.equals(given.openOnly()), given.dueFrom(), given.dueTo(), about);
        var page = activities.list(tx, wanted, wantedPage);
        var items = ActivityRow.of(tx, page.items());
        long total = activities.count(tx, wanted);
        return new ActivityList(tell(tx, items, total), items, total, page.next());
    }

    private static String tell(Tx tx, List<ActivityRow> items, long total) {
        if (total == 0) {
            return "No activity fits.";
        }
        long late = items.stream()
                .filter(one -> !one.done() && one.due() != null && one.due().isBefore(tx.today()))
                .count();
        return total
                + (total == 1 ? " activity" : " activities")
                + (items.size() < total ? ", " + items.size() + " of them shown" : "")
                + (late == 0 ? "." : ", " + late + " of these overdue.");
    }

    private static ActivityCreate activity(ActivityKind kind, String subject, String related, @Nullable LocalDate due) {
        return new ActivityCreate(kind, subject, due, related, null, null, null);
    }

    private static ActivitiesWanted wanted(
            @Nullable String related, @Nullable ActivityKind kind, @Nullable Boolean openOnly) {
        return new ActivitiesWanted(related, kind, null, null, openOnly, null, null, null);
    }
}
