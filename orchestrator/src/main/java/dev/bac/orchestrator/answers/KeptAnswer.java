package dev.bac.orchestrator.answers;

import dev.bac.llm.Message;
import dev.bac.llm.Part;
import dev.bac.llm.Usage;
import dev.bac.tools.ReadSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * An answer with the way to it: what the agents said and asked, and what the tools said.
 *
 * @param turns in order; the last is the answer
 * @param reads what it stands on
 * @param at when it was first given
 * @param usage what the models used for it
 * @param took until it was there
 */
public record KeptAnswer(List<Turn> turns, List<ReadSet> reads, Instant at, Usage usage, Duration took) {
    public KeptAnswer {
        turns = List.copyOf(turns);
        reads = List.copyOf(reads);
    }

    /** A message, and who had the conversation. */
    public record Turn(String agent, Message message) {}

    /** Why it is given, for whoever asks. */
    public String why() {
        String servers = reads.stream().map(ReadSet::server).distinct().sorted().collect(Collectors.joining(", "));
        return "Served again: first answered at " + at.truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                + "; nothing that it read in " + servers + " has changed since.";
    }

    /** Its size, in characters. */
    int weight() {
        long size = 200;
        for (var turn : turns) {
            size += switch (turn.message()) {
                case Message.Assistant answer ->
                    answer.parts().stream().mapToLong(KeptAnswer::size).sum();
                case Message.ToolResults results ->
                    results.results().stream().mapToLong(KeptAnswer::size).sum();
                case Message.User _, Message.Instructions _ -> 0;
            };
        }
        for (var read : reads) {
            size += read.token().toString().length();
        }
        return (int) Math.min(Integer.MAX_VALUE, size);
    }

    private static long size(Part part) {
        return 50L
                + switch (part) {
                    case Part.Text(String text) -> text.length();
                    case Part.Image(String url) -> url.length();
                    case Part.ToolCall call -> call.arguments().toString().length();
                    case Part.ToolResult result -> result.text().length();
                    case Part.Opaque opaque -> opaque.json().toString().length();
                };
    }

    /**
     * Its turns for another conversation: calls have ids of their own there, and what a vendor signed for the first one
     * is left out.
     */
    public List<Turn> again(UUID run) {
        String prefix = "again_" + run.toString().substring(24) + "_";
        Map<String, String> ids = new HashMap<>();
        var again = new ArrayList<Turn>();
        for (var turn : turns) {
            again.add(new Turn(
                    turn.agent(),
                    switch (turn.message()) {
                        case Message.Assistant answer ->
                            new Message.Assistant(answer.parts().stream()
                                    .filter(part -> !(part instanceof Part.Opaque))
                                    .map(part -> part instanceof Part.ToolCall call
                                            ? new Part.ToolCall(
                                                    ids.computeIfAbsent(call.id(), _ -> prefix + ids.size()),
                                                    call.tool(),
                                                    call.arguments())
                                            : part)
                                    .toList());
                        case Message.ToolResults results ->
                            new Message.ToolResults(results.results().stream()
                                    .map(result -> new Part.ToolResult(
                                            ids.getOrDefault(result.callId(), result.callId()),
                                            result.tool(),
                                            result.text(),
                                            result.failed()))
                                    .toList());
                        case Message.User user -> user;
                        case Message.Instructions told -> told;
                    }));
        }
        return again;
    }
}
