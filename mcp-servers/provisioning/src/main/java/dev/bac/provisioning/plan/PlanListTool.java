package dev.bac.provisioning.plan;

import dev.bac.identity.Caller;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.store.Tx;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tool that lists plans. */
public final class PlanListTool {

    /** What {@code provisioning_plan_list} takes: nothing. */
    public record PlansWanted() {}

    /** A plan; a limit that is null is none. */
    public record PlanRow(
            Plan plan,
            String availability,
            boolean ownDatabase,
            @Nullable Long users,
            @Nullable Long agents,
            @Nullable Long smsAMonth,
            @Nullable Long messagesADay,
            @Nullable Long callsADay,
            @Nullable Long storageMiB) {
        static PlanRow of(Plan plan) {
            var limits = plan.limits();
            return new PlanRow(
                    plan,
                    plan.availability() + " %",
                    plan.dedicated(),
                    limits.get("users"),
                    limits.get("agents"),
                    limits.get("sms"),
                    limits.get("messages"),
                    limits.get("calls"),
                    limits.get("storage"));
        }
    }

    /** What {@code provisioning_plan_list} answers. */
    public record PlanList(String summary, List<PlanRow> items) implements Told {}

    /** The tool. */
    public Tool<?, ?> tool() {
        return Tool.read(
                        "provisioning_plan_list",
                        "List plans",
                        "Lists the plans a business can have, from shared to global, with their limits of users, agents,"
                                + " messages, SMS, API calls and storage.",
                        PlansWanted.class,
                        PlanList.class,
                        PlanListTool::list)
                .example("Which plans are there?", new PlansWanted())
                .example("How many users does the dedicated plan allow?", new PlansWanted())
                .example("What are the limits of each plan?", new PlansWanted());
    }

    private static PlanList list(Caller caller, Tx tx, PlansWanted given) {
        var rows = Arrays.stream(Plan.values()).map(PlanRow::of).toList();
        String told = rows.stream()
                .map(row -> row.plan().key() + " (" + row.users() + " users, " + row.agents() + " agents, "
                        + row.availability() + ")")
                .collect(Collectors.joining(", "));
        return new PlanList(rows.size() + " plans: " + told + ".", rows);
    }
}
