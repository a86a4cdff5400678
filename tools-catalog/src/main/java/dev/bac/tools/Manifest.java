package dev.bac.tools;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * What the tools of one server do, kept in {@code tools-catalog/manifest/<server>.yaml}: generated from the declarations
 * of our own servers and compared in the build, written by an admin for a foreign one.
 */
public record Manifest(String server, List<Entry> tools) {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();
    private static final Set<String> RISKS = Set.of("none", "money", "outbound", "bulk");

    public Manifest {
        tools = List.copyOf(tools);
    }

    /**
     * One admitted tool.
     *
     * @param risk {@code none}, {@code money}, {@code outbound} or {@code bulk}
     */
    public record Entry(String name, Effect effect, String risk) {
        public Entry {
            if (!RISKS.contains(risk)) {
                throw new IllegalArgumentException(
                        name + ": risk must be one of none, money, outbound, bulk, not " + risk);
            }
        }
    }

    /** Reads a manifest; {@link IllegalArgumentException} names the source, the line and what is wrong. */
    public static Manifest parse(String yaml, String source) {
        try {
            return YAML.readValue(yaml, Manifest.class);
        } catch (JacksonException wrong) {
            var at = wrong.getLocation();
            throw new IllegalArgumentException(
                    "%s:%d:%d: %s".formatted(source, at.getLineNr(), at.getColumnNr(), wrong.getOriginalMessage()),
                    wrong);
        }
    }

    /** The manifest that ships for this server, if one does. */
    public static Optional<Manifest> shipped(String server) {
        var name = "manifest/" + server + ".yaml";
        try (var file = Manifest.class.getResourceAsStream(name)) {
            return file == null
                    ? Optional.empty()
                    : Optional.of(
                            parse(new String(file.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8), name));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The manifest of these tools as they declare themselves. */
    public static Manifest of(String server, List<Tool> tools) {
        return new Manifest(
                server,
                tools.stream()
                        .map(tool -> new Entry(tool.name(), tool.effect(), tool.risk()))
                        .toList());
    }

    public Optional<Entry> entry(String tool) {
        return tools.stream().filter(one -> one.name().equals(tool)).findFirst();
    }

    /** This manifest as its file holds it; the same manifest is always the same text. */
    public String toYaml() {
        var lines = new ArrayList<String>();
        lines.add("server: " + server);
        lines.add("tools:");
        for (var tool : tools) {
            lines.add("  - {name: %s, effect: %s, risk: %s}"
                    .formatted(tool.name(), tool.effect().name().toLowerCase(java.util.Locale.ROOT), tool.risk()));
        }
        return String.join("\n", lines) + "\n";
    }
}
