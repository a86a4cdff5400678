package dev.bac.orchestrator.command.instance;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Prints a stream: the answer on standard output, what happened meanwhile on standard error. */
public final class ChatPrinter {
    private final List<Waiting> waiting = new ArrayList<>();
    private final PrintStream out;
    private final PrintStream err;
    private final Consumer<JsonNode> questions;
    private long last;
    private boolean failed;
    private boolean midLine;
    private String model = "";
    private String answering = "";

    /** A call that waits for a decision. */
    public record Waiting(String id, String text) {}

    /** @param questions told of what a server asks while its tool runs; the stream waits for it */
    public ChatPrinter(Consumer<JsonNode> questions) {
        this(System.out, System.err, questions);
    }

    private ChatPrinter(PrintStream out, PrintStream err, Consumer<JsonNode> questions) {
        this.out = out;
        this.err = err;
        this.questions = questions;
    }

    /** Reads along without a word. */
    public static ChatPrinter silent() {
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return new ChatPrinter(nowhere, nowhere, _ -> {});
    }

    public void event(long id, String type, JsonNode data) {
        last = Math.max(last, id);
        switch (type) {
            case "text" -> text(data.path("delta").asString(""));
            case "tool_result" -> tool(data);
            case "progress" -> progress(data);
            case "approval" -> approval(data.path("approval"));
            case "usage" -> usage(data.path("usage"));
            case "error" -> failed(data.path("problem"));
            default -> {
                // Events a newer server may send are not for this printer.
            }
        }
    }

    /** Id of the newest event seen. */
    public long last() {
        return last;
    }

    /** The model that spoke last. */
    public String model() {
        return answering;
    }

    public List<Waiting> waiting() {
        return List.copyOf(waiting);
    }

    public List<Waiting> takeWaiting() {
        var taken = List.copyOf(waiting);
        waiting.clear();
        return taken;
    }

    /** Ends the answer. @return false when it broke off */
    public boolean finish() {
        endLine();
        if (!model.isEmpty()) {
            err.println(model);
        }
        return !failed;
    }

    private void text(String piece) {
        out.print(piece);
        out.flush();
        midLine = !piece.endsWith("\n");
    }

    private void tool(JsonNode data) {
        endLine();
        err.printf(
                "  %s %s (%d ms)%n",
                data.path("failed").asBoolean(false) ? "✗" : "✓",
                data.path("tool").asString(""),
                data.path("ms").asLong(0));
    }

    private void progress(JsonNode data) {
        endLine();
        err.println("  … " + data.path("message").asString(""));
    }

    private void approval(JsonNode approval) {
        if (approval.path("state").asString("").equals("pending")) {
            endLine();
            if (approval.path("form").isObject()) {
                questions.accept(approval);
                return;
            }
            waiting.add(new Waiting(
                    approval.path("id").asString(""), approval.path("text").asString("")));
        }
    }

    private void usage(JsonNode usage) {
        answering = usage.path("model").asString("");
        model = "  answered by %s: %s"
                .formatted(usage.path("model").asString(""), usage.path("why").asString(""));
    }

    private void failed(JsonNode problem) {
        endLine();
        failed = true;
        err.println("bac: " + problem.path("detail").asString("") + " "
                + problem.path("remedy").asString(""));
    }

    private void endLine() {
        if (midLine) {
            out.println();
            midLine = false;
        }
    }
}
