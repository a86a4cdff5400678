package dev.bac.agents.format;

import dev.bac.agents.workflow.Policies;
import dev.bac.agents.workflow.Policy;
import dev.bac.agents.workflow.Workflow;
import dev.bac.prompts.TextFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** The workflows and policies that ship with the product, and what one file alone cannot show. */
public final class Definitions {
    private Definitions() {}

    /** A workflow with the text it was read from. */
    public record Written(Workflow workflow, String text) {}

    /** By name. */
    public static Map<String, Written> workflows() {
        var all = new TreeMap<String, Written>();
        for (var written :
                read(files("workflows"), (text, file) -> new Written(WorkflowFile.parse(text, file), text))) {
            all.put(written.workflow().name(), written);
        }
        return all;
    }

    public static Policies policies() {
        return new Policies(read(files("policies"), PolicyFile::parse));
    }

    /** The kind of a text, such as {@code Workflow}; empty when it does not say. */
    public static String kind(String text) {
        return text.lines()
                .filter(line -> line.startsWith("kind:"))
                .map(line -> line.substring("kind:".length()).strip())
                .findFirst()
                .orElse("");
    }

    /** A policy's file. @throws FormatException with every problem found */
    public static Policy policy(String text, String file) {
        return PolicyFile.parse(text, file);
    }

    private static Map<String, String> files(String folder) {
        return TextFolder.read(
                Objects.requireNonNull(Definitions.class.getResource("/dev/bac/agents/" + folder), folder), ".yaml");
    }

    private static <T> List<T> read(Map<String, String> files, BiFunction<String, String, T> reader) {
        var problems = new ArrayList<Problem>();
        var all = new ArrayList<T>();
        files.forEach((file, text) -> {
            try {
                all.add(reader.apply(text, file));
            } catch (FormatException wrong) {
                problems.addAll(wrong.problems());
            }
        });
        if (!problems.isEmpty()) {
            throw new FormatException(problems);
        }
        return all;
    }
}
