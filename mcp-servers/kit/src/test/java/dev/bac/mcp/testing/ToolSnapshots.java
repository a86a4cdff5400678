package dev.bac.mcp.testing;

import dev.bac.mcp.DomainServer;
import dev.bac.mcp.ToolJson;
import dev.bac.mcp.ToolListing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Keeps what clients see of each tool in a committed file, so that a change of a type that changes a tool is seen in
 * review. {@code -Dbac.accept=true} takes what is generated.
 */
public final class ToolSnapshots {
    private ToolSnapshots() {}

    /**
     * Compares the domain's tools with the files of a folder, usually {@code src/test/resources/tools}.
     *
     * @throws AssertionError naming each tool that differs, is new or is gone
     */
    public static void verify(DomainServer server, Path folder) {
        checkBesides(server);
        var generated = new TreeMap<String, String>();
        TestServer test = TestServer.of(server);
        for (var tool : server.tools()) {
            generated.put(
                    tool.name() + ".json", text(test.server().find(tool.name()).orElseThrow()));
        }
        try {
            if (Boolean.getBoolean("bac.accept")) {
                accept(generated, folder);
            }
            var differences = differences(generated, folder);
            if (!differences.isEmpty()) {
                throw new AssertionError(
                        String.join("\n", differences) + "\nIf that is meant, run again with -Dbac.accept=true.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Records are read by arguments that their tools have, playbooks and skills speak of tools that there are. */
    private static void checkBesides(DomainServer server) {
        var arguments = new TreeMap<String, List<String>>();
        server.tools()
                .forEach(tool -> arguments.put(
                        tool.name(),
                        Arrays.stream(tool.arguments().getRecordComponents())
                                .map(RecordComponent::getName)
                                .toList()));
        for (var resource : server.resources()) {
            var search = resource.search();
            boolean takes = resource.argument().isEmpty()
                    || arguments.getOrDefault(resource.tool(), List.of()).contains(resource.argument());
            if (!takes
                    || (search != null
                            && !arguments.getOrDefault(search.tool(), List.of()).contains(search.argument()))) {
                throw new AssertionError(resource.uriTemplate() + " names a tool or argument that is not there");
            }
        }
        var named = Pattern.compile("\\b" + server.name() + "(?:_[a-z]+){2,}\\b");
        var texts = new TreeMap<String, String>();
        server.playbooks().forEach(playbook -> texts.put(playbook.name(), playbook.text()));
        server.besides()
                .skills()
                .all()
                .forEach(skill ->
                        texts.put(skill.name(), skill.files().getFirst().text()));
        texts.forEach((name, text) -> named.matcher(text)
                .results()
                .map(MatchResult::group)
                .filter(tool -> !arguments.containsKey(tool))
                .forEach(tool -> {
                    throw new AssertionError(name + " speaks of " + tool + ", which is not there");
                }));
    }

    private static String text(ToolListing listing) {
        var tool = listing.tool();
        var json = ToolJson.mapper().createObjectNode();
        json.put("name", tool.name()).put("title", tool.title()).put("description", tool.description());
        json.put("scope", tool.scope());
        json.set("meta", listing.meta());
        json.set("inputSchema", listing.inputSchema());
        json.set("outputSchema", listing.outputSchema());
        return ToolJson.mapper()
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsString(json)
                        .replace("\r\n", "\n") + "\n";
    }

    private static void accept(TreeMap<String, String> generated, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Path file : files(folder)) {
            if (!generated.containsKey(file.getFileName().toString())) {
                Files.delete(file);
            }
        }
        for (var tool : generated.entrySet()) {
            Files.writeString(folder.resolve(tool.getKey()), tool.getValue());
        }
    }

    private static List<String> differences(TreeMap<String, String> generated, Path folder) throws IOException {
        var differences = new ArrayList<String>();
        for (Path file : files(folder)) {
            if (!generated.containsKey(file.getFileName().toString())) {
                differences.add(file.getFileName() + " is of a tool that is gone");
            }
        }
        for (var tool : generated.entrySet()) {
            Path file = folder.resolve(tool.getKey());
            if (!Files.exists(file)) {
                differences.add(tool.getKey() + " is missing");
            } else if (!Files.readString(file).equals(tool.getValue())) {
                differences.add(tool.getKey() + " differs, the tool is now:\n" + tool.getValue());
            }
        }
        return differences;
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }
}
