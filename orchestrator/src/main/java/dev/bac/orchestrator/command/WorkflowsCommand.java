package dev.bac.orchestrator.command;

import dev.bac.agents.format.Definitions;
import dev.bac.agents.format.Fleet;
import dev.bac.agents.format.WorkflowFile;
import dev.bac.agents.format.WorkflowLint;
import dev.bac.agents.workflow.Workflow;
import dev.bac.orchestrator.command.instance.Failed;
import dev.bac.orchestrator.command.instance.Options;
import dev.bac.orchestrator.command.instance.Wrong;
import dev.bac.orchestrator.platform.Servers;
import dev.bac.tools.Effect;
import dev.bac.tools.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code bac workflows}: what runs by itself, or when somebody starts it. */
@Command(
        name = "workflows",
        description = "Workflows: which there are, check their files, start them.",
        mixinStandardHelpOptions = true)
final class WorkflowsCommand implements Callable<Integer> {
    private static final int LOOKS = 600;
    private static final long PAUSE_MILLIS = 200;
    private static final List<String> OVER = List.of("done", "failed", "cancelled", "parked", "paused");

    @Mixin
    private final Options options = new Options();

    @Override
    public Integer call() throws IOException, InterruptedException {
        return list(options);
    }

    @Command(name = "list", description = "Which there are; the same without it.", mixinStandardHelpOptions = true)
    int list(@Mixin Options here) throws IOException, InterruptedException {
        Instances.client(here)
                .get("/api/v1/workflows")
                .path("items")
                .forEach(one -> System.out.printf(
                        "%-28s %-4s %-40s %s%n",
                        one.path("name").asString(""),
                        one.path("enabled").asBoolean(false) ? "on" : "off",
                        one.path("triggers")
                                .valueStream()
                                .map(JsonNode::asString)
                                .collect(Collectors.joining(", ")),
                        one.path("title").asString("")));
        return 0;
    }

    @Command(name = "show", description = "A workflow's file.", mixinStandardHelpOptions = true)
    int show(@Mixin Options here, @Parameters(paramLabel = "NAME") String name)
            throws IOException, InterruptedException {
        System.out.print(Instances.client(here)
                .get("/api/v1/workflows/" + name)
                .path("yaml")
                .asString(""));
        return 0;
    }

    @Command(
            name = "lint",
            description = "Check a file, or the workflows and policies that ship.",
            mixinStandardHelpOptions = true)
    int lint(@Parameters(arity = "0..1", paramLabel = "FILE") @Nullable Path file) throws IOException {
        var workflows = new ArrayList<Workflow>();
        Definitions.workflows().values().forEach(written -> workflows.add(written.workflow()));
        Definitions.policies();
        if (file != null) {
            if (!Files.isRegularFile(file)) {
                throw new Failed(file + ": no such file");
            }
            String text = Files.readString(file);
            if (Definitions.kind(text).equals("Policy")) {
                Definitions.policy(text, file.toString());
            } else {
                var one = WorkflowFile.parse(text, file.toString());
                workflows.removeIf(other -> other.name().equals(one.name()));
                workflows.add(one);
            }
        }
        var agents = Fleet.shipped().all().stream().map(agent -> agent.name()).collect(Collectors.toSet());
        var findings = WorkflowLint.check(workflows, tools(), agents);
        findings.forEach(System.out::println);
        System.err.println(findings.isEmpty() ? "Nothing to mend." : findings.size() + " to mend.");
        return findings.isEmpty() ? 0 : 1;
    }

    private static Map<String, Effect> tools() {
        var tools = new TreeMap<String, Effect>();
        Servers.NAMES.forEach(server -> Manifest.shipped(server)
                .ifPresent(manifest -> manifest.tools().forEach(entry -> tools.put(entry.name(), entry.effect()))));
        return tools;
    }

    @Command(name = "start", description = "Start a run and follow it to its end.", mixinStandardHelpOptions = true)
    int start(
            @Mixin Options here,
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--input", paramLabel = "JSON", description = "What it is started with.") @Nullable String input,
            @Option(names = "--once", paramLabel = "TEXT", description = "The same text starts one run only.") @Nullable String once)
            throws IOException, InterruptedException {
        var body = JsonNodeFactory.instance.objectNode();
        if (input != null) {
            body.set("input", json(input));
        }
        if (once != null) {
            body.put("once", once);
        }
        var client = Instances.client(here);
        String run = client.send("/api/v1/workflows/" + name + "/runs", body)
                .path("run")
                .asString("");
        System.err.println("Run " + run + "; ./bac runs show " + run);
        JsonNode detail = client.get("/api/v1/runs/" + run);
        for (int look = 0; look < LOOKS && !over(detail); look++) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            detail = client.get("/api/v1/runs/" + run);
        }
        RunsCommand.print(detail);
        if (!detail.path("output").isNull() && !detail.path("output").isMissingNode()) {
            System.out.println(detail.path("output").toPrettyString());
        }
        String state = detail.at("/run/state").asString("");
        return state.equals("failed") || state.equals("parked") ? 1 : 0;
    }

    /** It has ended, or waits for something that may take long. */
    private static boolean over(JsonNode detail) {
        String state = detail.at("/run/state").asString("");
        boolean waits = state.equals("waiting")
                && detail.path("steps")
                        .valueStream()
                        .anyMatch(step -> step.path("state").asString("").equals("waiting"));
        return OVER.contains(state) || waits;
    }

    private static ObjectNode json(String text) {
        try {
            if (JsonMapper.shared().readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (tools.jackson.core.JacksonException wrong) {
            throw new Wrong("--input is not JSON: " + wrong.getOriginalMessage());
        }
        throw new Wrong("--input must be a JSON object such as '{\"order\": \"SO-1001\"}'");
    }

    @Command(name = "enable", description = "Let a workflow's triggers start runs.", mixinStandardHelpOptions = true)
    int enable(@Mixin Options here, @Parameters(paramLabel = "NAME") String name)
            throws IOException, InterruptedException {
        return switched(here, name, true);
    }

    @Command(
            name = "disable",
            description = "Keep a workflow's triggers from starting runs.",
            mixinStandardHelpOptions = true)
    int disable(@Mixin Options here, @Parameters(paramLabel = "NAME") String name)
            throws IOException, InterruptedException {
        return switched(here, name, false);
    }

    private static int switched(Options here, String name, boolean enabled) throws IOException, InterruptedException {
        Instances.client(here)
                .send(
                        "/api/v1/workflows/" + name + "/enabled",
                        JsonNodeFactory.instance.objectNode().put("enabled", enabled));
        System.out.println(name + " is " + (enabled ? "on." : "off."));
        return 0;
    }
}
