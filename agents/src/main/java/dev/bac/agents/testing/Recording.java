package dev.bac.agents.testing;

import dev.bac.llm.Message;
import dev.bac.llm.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes what happened in a conversation as a test of its agent: what was said, what the model did about it, which tools
 * ran with what, and what waited for a person. JSON is YAML, so that no text can break the file.
 */
public final class Recording {
    /** Longest piece of an answer that a test wants to see again, in characters. */
    private static final int WORDS = 60;

    private final Disguise disguise;

    public Recording(Disguise disguise) {
        this.disguise = disguise;
    }

    /**
     * What somebody said and what came of it.
     *
     * @param messages after what was said
     * @param awaited the tool that first waited for a person, if one did
     */
    public record Turn(String say, List<Message> messages, Optional<String> awaited) {
        public Turn {
            messages = List.copyOf(messages);
        }
    }

    /**
     * A test of the last turn, with those before it as given; YAML of one item of {@code tests}.
     *
     * @param scripted false to leave the last turn to the built-in planner, which must then find the same tools
     */
    public String test(List<Turn> turns, boolean scripted) {
        var last = turns.getLast();
        var lines = new ArrayList<String>();
        lines.add("  - say: " + text(last.say()));
        if (turns.size() > 1) {
            lines.add("    given:");
            for (var turn : turns.subList(0, turns.size() - 1)) {
                lines.add("      - say: " + text(turn.say()));
                lines.add("        script:");
                script(turn).forEach(step -> lines.add("          - " + step));
            }
        }
        if (scripted) {
            lines.add("    script:");
            script(last).forEach(step -> lines.add("      - " + step));
        }
        lines.addAll(expectations(last, scripted));
        return String.join("\n", lines) + "\n";
    }

    private List<String> script(Turn turn) {
        var steps = new ArrayList<String>();
        for (var message : turn.messages()) {
            if (message instanceof Message.Assistant answer) {
                steps.add(
                        answer.toolCalls().isEmpty()
                                ? "answer: " + text(answer.text())
                                : "call: " + calls(answer.toolCalls()));
            }
        }
        return steps.isEmpty() ? List.of("answer: \"\"") : steps;
    }

    private List<String> expectations(Turn turn, boolean scripted) {
        var lines = new ArrayList<String>();
        var ran = ran(turn);
        if (!ran.isEmpty()) {
            lines.add("    expectTools: " + calls(ran));
        }
        turn.awaited().ifPresent(tool -> lines.add("    expectApproval: " + tool));
        handoff(turn).ifPresent(agent -> lines.add("    expectHandoff: " + agent));
        if (lines.isEmpty() || (scripted && turn.awaited().isEmpty())) {
            lines.add("    expectText: [" + text(words(turn)) + "]");
        }
        return lines;
    }

    /** The calls that did something, up to the first that waited for a person; the host's own are left out. */
    private static List<Part.ToolCall> ran(Turn turn) {
        var failed = failed(turn);
        var ran = new ArrayList<Part.ToolCall>();
        for (var message : turn.messages()) {
            if (message instanceof Message.Assistant answer) {
                for (var call : answer.toolCalls()) {
                    boolean waits = turn.awaited().filter(call.tool()::equals).isPresent();
                    if (!ofHost(call.tool()) && (waits || !failed.contains(call.id()))) {
                        ran.add(call);
                    }
                    if (waits) {
                        return ran;
                    }
                }
            }
        }
        return ran;
    }

    private static Set<String> failed(Turn turn) {
        var failed = new HashSet<String>();
        for (var message : turn.messages()) {
            if (message instanceof Message.ToolResults results) {
                results.results().stream()
                        .filter(Part.ToolResult::failed)
                        .forEach(result -> failed.add(result.callId()));
            }
        }
        return failed;
    }

    private static Optional<String> handoff(Turn turn) {
        return turn.messages().stream()
                .filter(Message.ToolResults.class::isInstance)
                .flatMap(message -> ((Message.ToolResults) message).results().stream())
                .filter(result -> !result.failed() && result.tool().startsWith("handoff_"))
                .map(result -> result.tool().substring("handoff_".length()).replace('_', '-'))
                .reduce((_, later) -> later);
    }

    private static boolean ofHost(String tool) {
        return tool.startsWith("handoff_") || tool.startsWith("ask_") || tool.startsWith("find_");
    }

    private String words(Turn turn) {
        var answer = turn.messages().stream()
                .filter(Message.Assistant.class::isInstance)
                .map(message -> ((Message.Assistant) message).text())
                .reduce("", (_, later) -> later)
                .strip();
        var line = answer.lines().findFirst().orElse("");
        return disguise.text(line.length() <= WORDS ? line : line.substring(0, WORDS));
    }

    private String calls(List<Part.ToolCall> calls) {
        var array = JsonNodeFactory.instance.arrayNode();
        for (var call : calls) {
            ObjectNode one = array.addObject().put("name", call.tool());
            one.set("args", disguise.json(call.arguments()));
        }
        return yaml(array);
    }

    private String text(String text) {
        return yaml(JsonNodeFactory.instance.stringNode(disguise.text(text)));
    }

    /** JSON allows some characters that YAML does not want as they are. */
    private static String yaml(JsonNode node) {
        var out = new StringBuilder();
        for (char c : node.toString().toCharArray()) {
            if (c == 0x7f || (c >= 0x80 && c < 0xa0) || c == 0x2028 || c == 0x2029 || c == 0xfeff) {
                out.append("\\u%04x".formatted((int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
