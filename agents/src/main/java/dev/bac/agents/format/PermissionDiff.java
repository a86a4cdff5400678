package dev.bac.agents.format;

import dev.bac.agents.Agent;
import dev.bac.agents.ApprovalRule;
import dev.bac.agents.ToolAccess;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * What changes from one version of an agent to another in what it may do, in words. A line that begins with {@code +}
 * gives more freedom, one with {@code -} takes some away, one with {@code ~} is neither for sure.
 */
public final class PermissionDiff {
    private final Agent before;
    private final Agent after;
    private final List<String> lines = new ArrayList<>();

    private PermissionDiff(Agent before, Agent after) {
        this.before = before;
        this.after = after;
    }

    /** One sentence a change, tools first; empty when the permissions are the same. */
    public static List<String> between(Agent before, Agent after) {
        var diff = new PermissionDiff(before, after);
        diff.tools();
        diff.people();
        diff.bounds();
        return List.copyOf(diff.lines);
    }

    private void tools() {
        var all = new TreeSet<>(before.toolNames());
        all.addAll(after.toolNames());
        for (var tool : all) {
            if (!before.toolNames().contains(tool)) {
                lines.add("+ It may now call " + tool + fixed(access(after, tool))
                        + after.approvalFor(tool)
                                .map(rule -> ", after " + asked(rule))
                                .orElse("") + ".");
            } else if (!after.toolNames().contains(tool)) {
                lines.add("- It may no longer call " + tool + ".");
            } else {
                arguments(tool);
                approval(tool);
            }
        }
    }

    private void arguments(String tool) {
        var old = access(before, tool).map(ToolAccess::bind).orElse(Map.of());
        var now = access(after, tool).map(ToolAccess::bind).orElse(Map.of());
        var names = new TreeSet<>(old.keySet());
        names.addAll(now.keySet());
        for (var name : names) {
            if (!now.containsKey(name)) {
                lines.add("+ It may now choose %s of %s, which was fixed to %s.".formatted(name, tool, old.get(name)));
            } else if (!old.containsKey(name)) {
                lines.add("- It may no longer choose %s of %s: that is fixed to %s."
                        .formatted(name, tool, now.get(name)));
            } else if (!now.get(name).equals(old.get(name))) {
                lines.add(
                        "~ %s of %s is fixed to %s, before to %s.".formatted(name, tool, now.get(name), old.get(name)));
            }
        }
    }

    private void approval(String tool) {
        var old = before.approvalFor(tool);
        var now = after.approvalFor(tool);
        if (old.isEmpty() && now.isPresent()) {
            lines.add("- It may call %s only after %s.".formatted(tool, asked(now.get())));
        } else if (old.isPresent() && now.isEmpty()) {
            lines.add("+ It may call %s without %s.".formatted(tool, asked(old.get())));
        } else if (old.isPresent() && !asked(old.get()).equals(asked(now.orElseThrow()))) {
            lines.add(
                    "~ It may call %s after %s, before after %s.".formatted(tool, asked(now.get()), asked(old.get())));
        }
    }

    /** {@code approval by admin when args.amount > 100, within 24 hours} */
    private static String asked(ApprovalRule rule) {
        return "approval by "
                + rule.needs().approvers().told("whoever asks")
                + rule.when().map(when -> " when " + when).orElse("") + ", within "
                + rule.needs().expires().toHours() + " hours"
                + (rule.needs().quorum() > 1 ? ", by " + rule.needs().quorum() + " people" : "")
                + (rule.needs().notRequester() ? ", not by whoever asks" : "")
                + (rule.needs().told() ? ", told by message" : "");
    }

    private static String fixed(Optional<ToolAccess> access) {
        var bind = access.map(ToolAccess::bind).orElse(Map.<String, JsonNode>of());
        return bind.isEmpty()
                ? ""
                : bind.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(one -> one.getKey() + " = " + one.getValue())
                        .collect(Collectors.joining(", ", " with ", " fixed"));
    }

    private static Optional<ToolAccess> access(Agent agent, String tool) {
        return agent.tools().stream().filter(one -> one.covers(tool)).findFirst();
    }

    private void people() {
        var old = before.access().use();
        var now = after.access().use();
        if (!old.equals(now)) {
            boolean more = now.isEmpty() || (!old.isEmpty() && now.containsAll(old));
            boolean fewer = old.isEmpty() || (!now.isEmpty() && old.containsAll(now));
            lines.add("%s It is for %s, before for %s."
                    .formatted(more ? "+" : fewer ? "-" : "~", everybody(now), everybody(old)));
        }
        var left = new TreeSet<>(before.handoffs());
        left.removeAll(after.handoffs());
        var come = new TreeSet<>(after.handoffs());
        come.removeAll(before.handoffs());
        come.forEach(agent -> lines.add("+ It may hand over to " + agent(agent) + "."));
        left.forEach(agent -> lines.add("- It may no longer hand over to " + agent(agent) + "."));
        colleagues();
    }

    private void colleagues() {
        var left = new TreeSet<>(before.asks());
        left.removeAll(after.asks());
        var come = new TreeSet<>(after.asks());
        come.removeAll(before.asks());
        come.forEach(agent -> lines.add("+ It may ask " + agent + ", which works with its own tools."));
        left.forEach(agent -> lines.add("- It may no longer ask " + agent + "."));
    }

    private static String agent(String name) {
        return name.equals("*") ? "every other agent" : name;
    }

    private static String everybody(Collection<String> roles) {
        return roles.isEmpty() ? "everybody" : String.join(" and ", new TreeSet<>(roles));
    }

    private void bounds() {
        var old = before.limits();
        var now = after.limits();
        bound("turns", old.turns(), now.turns());
        bound("tool calls a turn", old.callsPerTurn(), now.callsPerTurn());
        bound("tool calls", old.toolCalls(), now.toolCalls());
        bound("time", old.time(), now.time());
        bound("USD of cost", old.cost(), now.cost());
        bound("tokens", old.tokens(), now.tokens());
        bound("steps with all whom it asks", old.steps(), now.steps());
        bound("agents asked one below the other", old.depth(), now.depth());
        bound("agents asked at once", old.asks(), now.asks());
        if (before.about().maturity() != after.about().maturity()) {
            lines.add("~ It is %s, before %s."
                    .formatted(
                            after.about().maturity().name().toLowerCase(java.util.Locale.ROOT),
                            before.about().maturity().name().toLowerCase(java.util.Locale.ROOT)));
        }
    }

    private <T extends Comparable<T>> void bound(String what, T old, T now) {
        int more = now.compareTo(old);
        if (more != 0) {
            lines.add("%s At most %s %s, before %s.".formatted(more > 0 ? "+" : "-", now, what, old));
        }
    }
}
