package dev.bac.agents.desk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A sentence and what should come of it.
 *
 * @param tools any of which is right; an empty name stands for calling nothing
 * @param arguments those that the sentence names; others are not looked at
 */
record Said(String text, List<String> tools, ObjectNode arguments) {
    Said {
        tools = List.copyOf(tools);
    }

    static List<Said> read(Path file) {
        try {
            var said = new ArrayList<Said>();
            YAMLMapper.shared().readTree(Files.readString(file)).forEach(line -> said.add(of(line)));
            return said;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Said of(JsonNode line) {
        var arguments = line.path("args") instanceof ObjectNode some ? some : JsonNodeFactory.instance.objectNode();
        return new Said(
                line.get("say").asString(), List.of(line.get("tool").asString().split(",", -1)), arguments);
    }

    /** Whether a call has the arguments that were said, whatever their case and however their numbers are written. */
    boolean says(ObjectNode given) {
        return arguments.properties().stream().allMatch(entry -> same(entry.getValue(), given.path(entry.getKey())));
    }

    private static boolean same(JsonNode wanted, JsonNode given) {
        var one = plain(wanted.asString(""));
        var other = plain(given.asString(""));
        return one.equals(other)
                || (number(one) && number(other) && new BigDecimal(one).compareTo(new BigDecimal(other)) == 0);
    }

    private static String plain(String text) {
        return text.toLowerCase(java.util.Locale.ROOT).replaceAll("[ ,/\\-_*^'\"]", "");
    }

    private static boolean number(String text) {
        return text.matches("-?\\d{1,18}(\\.\\d{1,18})?");
    }
}
