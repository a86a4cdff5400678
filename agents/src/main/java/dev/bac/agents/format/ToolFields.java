package dev.bac.agents.format;

import dev.bac.agents.ApprovalRule;
import dev.bac.agents.Ask;
import dev.bac.agents.Bindings;
import dev.bac.agents.Condition;
import dev.bac.agents.ToolAccess;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads one entry of {@code tools}. */
final class ToolFields {
    /** A tool, or all that begin so: {@code weather_*}. */
    private static final String NAME = "[a-z][a-z0-9]*(_[a-z0-9]+)*_([a-z0-9]+|\\*)";

    /** As long as vendors of models take them. */
    private static final int LONGEST = 64;

    private ToolFields() {}

    static ToolAccess access(Fields fields) {
        var server = fields.text("server");
        var allow = fields.texts("allow");
        if (allow.isEmpty()) {
            fields.problem("allow", fields.path("allow") + " must name at least one tool");
        }
        for (var tool : allow) {
            if (!tool.matches(NAME) || tool.length() > LONGEST || !tool.startsWith(server + "_")) {
                fields.problem("allow", "\"" + tool + "\" is no tool of server " + server);
            }
        }
        var access = new ToolAccess(
                server, allow, bind(fields), fields.fields("approval").map(ToolFields::approval));
        access.approval().ifPresent(rule -> rule.tools().stream()
                .filter(tool -> !access.covers(tool))
                .forEach(tool -> fields.problem(
                        "approval",
                        "approval names %s, which is not allowed here%s"
                                .formatted(tool, Suggestion.among(tool, allow)))));
        fields.end(Set.of("trustedArgs", "compensate"));
        return access;
    }

    private static Map<String, JsonNode> bind(Fields fields) {
        var bind = new LinkedHashMap<String, JsonNode>();
        fields.fields("bind").ifPresent(values -> {
            for (var name : values.names()) {
                values.value(name).ifPresent(value -> {
                    var json = Plain.json(value);
                    if (json.isString()
                            && json.asString().startsWith("=")
                            && !Bindings.SOURCES.contains(json.asString().substring(1))) {
                        values.problem(
                                name,
                                "\"%s\" is not known; use one of =%s%s"
                                        .formatted(
                                                json.asString(),
                                                String.join(", =", new java.util.TreeSet<>(Bindings.SOURCES)),
                                                Suggestion.among(json.asString().substring(1), Bindings.SOURCES)));
                    }
                    bind.put(name, json);
                });
            }
        });
        return bind;
    }

    private static ApprovalRule approval(Fields fields) {
        var rule = new ApprovalRule(Set.copyOf(fields.texts("tools")), condition(fields), AskFields.read(fields));
        if (!rule.needs().editable().isEmpty()) {
            forSteps(fields, "editable", "what an agent asked for is what runs");
        }
        if (rule.needs().onTimeout() == Ask.OnTimeout.APPROVE) {
            forSteps(fields, "onTimeout", "what a model asked for runs only when a person agreed");
        }
        fields.end(Set.of("separationOfDuties"));
        return rule;
    }

    private static void forSteps(Fields fields, String key, String why) {
        fields.problem(key, fields.path(key) + " is for steps of workflows: " + why);
    }

    private static Optional<Condition> condition(Fields fields) {
        return fields.optionalText("when").flatMap(text -> {
            try {
                return Optional.of(Condition.parse(text));
            } catch (IllegalArgumentException wrong) {
                fields.problem("when", fields.path("when") + " is not a condition: " + wrong.getMessage());
                return Optional.empty();
            }
        });
    }
}
