package dev.bac.orchestrator.command;

import dev.bac.orchestrator.command.instance.Options;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code bac runs}: runs of workflows, step by step. */
@Command(
        name = "runs",
        description = "Runs of workflows: which there are, their steps; hold, end and retry them.",
        mixinStandardHelpOptions = true)
final class RunsCommand implements Callable<Integer> {
    private static final String ROW = "%-36s  %-28s %-10s %-8s %-20s %s%n";

    @Mixin
    private final Options options = new Options();

    @Option(names = "--workflow", description = "Only of this workflow.")
    private @Nullable String workflow;

    @Option(names = "--state", description = "Only those that are running, waiting, paused, parked, done, failed …")
    private @Nullable String state;

    @Option(names = "--limit", defaultValue = "20", description = "How many, the newest first.")
    private int limit = 20;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var page = Instances.client(options)
                .get("/api/v1/runs?kind=workflow&limit=" + limit
                        + (workflow == null ? "" : "&workflow=" + workflow)
                        + (state == null ? "" : "&state=" + state));
        System.out.printf(ROW, "RUN", "WORKFLOW", "STATE", "CAUSE", "STARTED", "");
        page.path("items")
                .forEach(run -> System.out.printf(
                        ROW,
                        text(run, "id"),
                        text(run, "workflow"),
                        text(run, "state"),
                        text(run, "cause"),
                        text(run, "startedAt").replaceAll("\\.\\d+", ""),
                        run.path("failedStep").isString()
                                ? "at " + text(run, "failedStep") + ": " + text(run, "text")
                                : ""));
        return 0;
    }

    @Command(name = "show", description = "One run with its steps.", mixinStandardHelpOptions = true)
    int show(@Mixin Options here, @Parameters(paramLabel = "RUN") String run) throws IOException, InterruptedException {
        print(Instances.client(here).get("/api/v1/runs/" + run));
        return 0;
    }

    @Command(
            name = "cancel",
            description = "End a run and take back what its steps say can be taken back.",
            mixinStandardHelpOptions = true)
    int cancel(@Mixin Options here, @Parameters(paramLabel = "RUN") String run)
            throws IOException, InterruptedException {
        return change(here, run, "cancel");
    }

    @Command(name = "pause", description = "Begin nothing new in a run.", mixinStandardHelpOptions = true)
    int pause(@Mixin Options here, @Parameters(paramLabel = "RUN") String run)
            throws IOException, InterruptedException {
        return change(here, run, "pause");
    }

    @Command(name = "resume", description = "Let a paused run go on.", mixinStandardHelpOptions = true)
    int resume(@Mixin Options here, @Parameters(paramLabel = "RUN") String run)
            throws IOException, InterruptedException {
        return change(here, run, "resume");
    }

    @Command(
            name = "retry",
            description = "Try a failed or parked run again; what was done stands.",
            mixinStandardHelpOptions = true)
    int retry(
            @Mixin Options here,
            @Parameters(paramLabel = "RUN") String run,
            @Option(names = "--from", description = "The step to begin with.") @Nullable String from)
            throws IOException, InterruptedException {
        var body = JsonNodeFactory.instance.objectNode();
        if (from != null) {
            body.put("from", from);
        }
        print(Instances.client(here).send("/api/v1/runs/" + run + "/retry", body));
        return 0;
    }

    @Command(
            name = "resolve",
            description = "Say what became of a step whose outcome was not known.",
            mixinStandardHelpOptions = true)
    int resolve(
            @Mixin Options here,
            @Parameters(paramLabel = "RUN") String run,
            @Parameters(paramLabel = "STEP") String step,
            @Option(names = "--happened", description = "It happened; without this, it goes out again.")
                    boolean happened)
            throws IOException, InterruptedException {
        var body = JsonNodeFactory.instance.objectNode().put("step", step).put("happened", happened);
        print(Instances.client(here).send("/api/v1/runs/" + run + "/resolve", body));
        return 0;
    }

    private static int change(Options here, String run, String what) throws IOException, InterruptedException {
        print(Instances.client(here).send("/api/v1/runs/" + run + "/" + what, JsonNodeFactory.instance.objectNode()));
        return 0;
    }

    /** A run and its steps, a line each. */
    static void print(JsonNode detail) {
        var run = detail.path("run");
        System.out.println(text(run, "workflow") + " " + text(run, "id") + ": " + text(run, "state")
                + (run.path("text").isString() ? " (" + text(run, "failedStep") + ": " + text(run, "text") + ")" : ""));
        for (var step : detail.path("steps")) {
            System.out.printf(
                    "  %-9s %-28s %-28s %s%n",
                    text(step, "state"),
                    text(step, "step"),
                    text(step, "tool"),
                    step.path("text").isString()
                            ? text(step, "text")
                            : step.path("output").path("summary").asString(""));
        }
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }
}
