package dev.bac.agents.format;

import dev.bac.agents.Guidance;
import dev.bac.prompts.Parameter;
import dev.bac.prompts.Prompt;
import dev.bac.prompts.PromptLibrary;
import dev.bac.prompts.Template;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Reads what an agent is told: {@code instructions}, or {@code prompt} with {@code ref} and {@code with}. */
final class GuidanceFields {
    private static final Guidance NONE = new Guidance.Own(new Template(""));
    private final PromptLibrary prompts;
    private final Set<String> variables;

    GuidanceFields(PromptLibrary prompts, Set<String> variables) {
        this.prompts = prompts;
        this.variables = variables;
    }

    Guidance read(Fields root) {
        var own = root.optionalText("instructions");
        var prompt = root.fields("prompt");
        if (own.isPresent() == prompt.isPresent()) {
            root.problem("prompt", "an agent has either prompt or instructions");
            return NONE;
        }
        if (own.isPresent()) {
            checked(root, "instructions", own.get());
            return new Guidance.Own(new Template(own.get()));
        }
        return shared(prompt.orElseThrow());
    }

    private Guidance shared(Fields fields) {
        var ref = fields.text("ref");
        var with = new LinkedHashMap<String, Template>();
        fields.fields("with").ifPresent(values -> {
            for (var name : values.names()) {
                values.optionalText(name).ifPresent(text -> {
                    checked(values, name, text);
                    with.put(name, new Template(text));
                });
            }
        });
        fields.end(Set.of());
        var prompt = prompts.find(ref);
        if (prompt.isEmpty()) {
            fields.problem(
                    "ref",
                    "no prompt \"" + ref + "\"" + Suggestion.among(ref, prompts.refs()) + "; there are "
                            + String.join(", ", prompts.refs()));
            return NONE;
        }
        checkParameters(fields, prompt.get(), with);
        return new Guidance.Shared(prompt.get(), with);
    }

    private static void checkParameters(Fields fields, Prompt prompt, Map<String, Template> with) {
        var names = prompt.parameters().stream().map(Parameter::name).toList();
        for (var parameter : prompt.parameters()) {
            var value = with.get(parameter.name());
            if (value == null) {
                fields.problem(
                        "with", "%s needs with.%s: %s".formatted(prompt.ref(), parameter.name(), parameter.about()));
            } else if (value.places().isEmpty() && !parameter.accepts(value.text())) {
                fields.problem("with", "with.%s does not fit %s".formatted(parameter.name(), parameter.type()));
            }
        }
        with.keySet().stream()
                .filter(name -> !names.contains(name))
                .forEach(name -> fields.problem(
                        "with",
                        "%s has no parameter \"%s\"%s".formatted(prompt.ref(), name, Suggestion.among(name, names))));
    }

    private void checked(Fields fields, String key, String text) {
        for (var place : new Template(text).places()) {
            if (!variables.contains(place)) {
                fields.problem(
                        key,
                        "{{" + place + "}} is no variable of this agent" + Suggestion.among(place, variables)
                                + "; declare it under variables");
            }
        }
    }
}
