package dev.bac.prompts;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a model is told, as a versioned text with typed parameters.
 *
 * @param name such as {@code agents/specialist}
 * @param version raised with every change of meaning; agents name the version they were tested with
 */
public record Prompt(String name, int version, List<Parameter> parameters, Template template) {
    public Prompt {
        parameters = List.copyOf(parameters);
        var declared = parameters.stream().map(Parameter::name).collect(Collectors.toCollection(TreeSet::new));
        var used = new TreeSet<>(template.places());
        if (!declared.equals(used)) {
            throw new PromptException("%s@%d declares the parameters %s and uses %s; they must be the same"
                    .formatted(name, version, declared, used));
        }
    }

    /** How agents refer to it: {@code agents/specialist@1}. */
    public String ref() {
        return name + "@" + version;
    }

    /**
     * The text for a model.
     *
     * @throws PromptException when a parameter is missing, spare, or of the wrong type
     */
    public String render(Map<String, String> values) {
        var spare = new TreeSet<>(values.keySet());
        for (var parameter : parameters) {
            var value = values.get(parameter.name());
            if (value == null) {
                throw new PromptException(
                        "%s needs %s (%s): %s".formatted(ref(), parameter.name(), label(parameter), parameter.about()));
            }
            if (!parameter.accepts(value)) {
                throw new PromptException("%s: %s must be %s".formatted(ref(), parameter.name(), label(parameter)));
            }
            spare.remove(parameter.name());
        }
        if (!spare.isEmpty()) {
            throw new PromptException("%s has no parameter %s".formatted(ref(), String.join(", ", spare)));
        }
        return template.fill(values);
    }

    private static String label(Parameter parameter) {
        return parameter.choices().isEmpty()
                ? parameter.type().name().toLowerCase(java.util.Locale.ROOT)
                : "one of " + String.join(", ", parameter.choices());
    }
}
