package dev.bac.crm.activity;

import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;

/** The tool that ticks off what was to be done. */
public final class ActivityCompleteTool {
    private final ActivityStore activities;

    public ActivityCompleteTool(ActivityStore activities) {
        this.activities = activities;
    }

    /** What {@code crm_activity_complete} takes. */
    public record ActivityComplete(
            @Arg(
                    value = "The reminder, task, call or meeting, by its id, its number such as ACT-1001, or words of"
                            + " its subject",
                    ref = "activity")
            String activity) {}

    /** What {@code crm_activity_complete} answers; {@code doneBefore} is true when there was nothing left to do. */
    public record ActivityCompleted(String summary, boolean doneBefore, ActivityRow activity) implements Told {}

    /** The tool. */
    public Tool<?, ?> tool() {
        return Tool.write(
                        "crm_activity_complete",
                        "Mark an activity done",
                        "Marks a reminder, task, call or meeting as done. It changes no deal; to win or lose one use"
                                + " crm_opportunity_update.",
                        Effect.WRITE,
                        Risk.NONE,
                        ActivityComplete.class,
                        ActivityCompleted.class,
                        this::complete)
                .example("Mark ACT-1012 as done", new ActivityComplete("ACT-1012"))
                .example(
                        "Tick off the reminder Ring about the monitors",
                        new ActivityComplete("Ring about the monitors"))
                .example("I have finished the task Prepare the offer", new ActivityComplete("Prepare the offer"))
                .example("Complete activity ACT-1030", new ActivityComplete("ACT-1030"));
    }

    private ActivityCompleted complete(Caller caller, Tx tx, ActivityComplete given) {
        var old = activities.lock(
                tx, activities.named(tx, "activity", given.activity()).id());
        var label = "the %s %s".formatted(old.kind().told(), old.label());
        if (old.kind() == ActivityKind.NOTE) {
            throw new ToolRefusal(
                    "conflict", "activity: %s is nothing to do; name a task or reminder".formatted(label));
        }
        if (old.doneAt() != null) {
            return new ActivityCompleted(
                    "%s was done already.".formatted(capital(label)), true, ActivityRow.of(tx, old));
        }
        activities.complete(tx, old.id());
        return new ActivityCompleted(
                "Marked %s as done.".formatted(label), false, ActivityRow.of(tx, activities.byId(tx, old.id())));
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
