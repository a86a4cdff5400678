package dev.bac.prompts;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads a prompt from its file: front matter between two lines {@code ---}, then the text. */
final class PromptFile {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();
    private static final int MAX_CHARS = 64 * 1024;
    private static final String LINE = "---\n";

    private record Front(
            @Nullable String name,
            @Nullable Integer version,
            @Nullable Map<String, Declared> parameters) {}

    private record Declared(
            Parameter.Type type,
            @Nullable String about,
            @Nullable List<String> choices) {}

    private PromptFile() {}

    /** @throws PromptException naming the file, the line and what is wrong */
    static Prompt parse(String text, String file) {
        int end = text.indexOf("\n" + LINE, LINE.length() - 1);
        if (text.length() > MAX_CHARS || !text.startsWith(LINE) || end < 0) {
            throw new PromptException(
                    file + ":1: a prompt begins with a line ---, its name, version and parameters, and another line ---"
                            + " and has at most " + MAX_CHARS + " characters");
        }
        try {
            var front = YAML.readValue(text.substring(LINE.length(), end + 1), Front.class);
            var name = front.name();
            var version = front.version();
            if (name == null || version == null || version < 1) {
                throw new PromptException(file + ":2: a prompt has a name and a version from 1 on");
            }
            var declared = front.parameters() == null ? Map.<String, Declared>of() : front.parameters();
            var parameters = declared.entrySet().stream()
                    .map(entry -> parameter(entry.getKey(), entry.getValue()))
                    .toList();
            var body = text.substring(end + 1 + LINE.length()).strip();
            return new Prompt(name, version, parameters, new Template(body));
        } catch (UnrecognizedPropertyException unknown) {
            // Jackson tells of it only once the whole mapping is read, so its own location is too late.
            var key = unknown.getPropertyName();
            throw new PromptException("%s:%d: unknown key \"%s\"".formatted(file, line(text, key), key));
        } catch (JacksonException wrong) {
            throw new PromptException(
                    "%s:%d: %s".formatted(file, wrong.getLocation().getLineNr() + 1, wrong.getOriginalMessage()));
        }
    }

    private static int line(String text, String key) {
        return 1
                + (int) text.lines()
                        .takeWhile(line -> !line.contains(key + ":"))
                        .count();
    }

    private static Parameter parameter(String name, Declared declared) {
        return new Parameter(
                name,
                declared.type(),
                declared.about() == null ? "" : declared.about(),
                declared.choices() == null ? List.of() : declared.choices());
    }
}
