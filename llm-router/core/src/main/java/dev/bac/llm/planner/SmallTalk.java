package dev.bac.llm.planner;

import dev.bac.llm.planner.slots.ToolShape;
import dev.bac.retrieval.Wording;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the planner says when no tool is wanted: greetings, thanks, what it can do, and that nothing fits. */
final class SmallTalk {
    static final String CONNECT =
            "I am the built-in planner: there is no language model behind me. Set OPENAI_API_KEY, ANTHROPIC_API_KEY or"
                    + " GEMINI_API_KEY, or run Ollama, and a model answers instead.";
    private static final int NAMED = 12;
    private static final Pattern HELLO = Pattern.compile(
            "(?:hi|hello|hey|hiya|good (?:morning|afternoon|evening|day)|greetings|moin|howdy)(?: there| again| everyone| bac)?[\\s!.,?]*(?:how are you[?!. ]*)?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern THANKS = Pattern.compile(
            "(?:ok(?:ay)?|great|perfect|cool|nice|super|awesome|many|thank you|thanks|thx|cheers|good job|well done|bye|goodbye|that'?s all|got it|alright|very much|a lot|so much|for (?:your|the) help|that|is|was|helpful|,|!|\\.|\\s)+",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ABLE = Pattern.compile(
            ".*\\b(?:what (?:can|could|do) you (?:do|help)|what are you|who are you|how can you help|what (?:are|is) your (?:tools|capabilities|name)|help me|what can i (?:ask|do|say))\\b.*|help[?!. ]*|are you (?:an? )?(?:ai|bot|human|llm|robot).*",
            Pattern.CASE_INSENSITIVE);

    private SmallTalk() {}

    static Optional<String> answer(String said, List<ToolShape> tools, boolean first) {
        var text = said.strip();
        if (HELLO.matcher(text).matches()) {
            return Optional.of("Hello. " + can(tools) + introduction(first));
        }
        if (ABLE.matcher(text).matches() && text.length() < 80) {
            return Optional.of(can(tools) + "\n\n" + CONNECT);
        }
        if (THANKS.matcher(text).matches()) {
            return Optional.of("You are welcome.");
        }
        return Optional.empty();
    }

    static String nothing(Choice.Nothing nothing, List<ToolShape> tools, List<String> starters, boolean first) {
        var why = nothing.destructive()
                ? "I will not do that: none of my tools takes away records like this, and I do not guess with deletions."
                : "I cannot help with \"%s\": none of my tools does that.".formatted(cut(nothing.clause()));
        var ask = starters.isEmpty()
                ? ""
                : "\n\nYou could say: " + starters.stream().collect(Collectors.joining("\", \"", "\"", "\"."));
        return why + " " + can(tools) + ask + introduction(first);
    }

    /** What the person asks for can be done here, but not by them. */
    static String withheld(Choice choice) {
        var what = Colleagues.tool(choice)
                .map(tool -> Wording.words(tool.name()))
                .map(words -> String.join(" ", words.subList(Math.min(1, words.size() - 1), words.size())))
                .orElse("that");
        return "You lack the permission for that (%s). An administrator can give it to you.".formatted(what);
    }

    private static String introduction(boolean first) {
        return first ? "\n\n" + CONNECT : "";
    }

    private static String cut(String clause) {
        var line = clause.strip().replaceAll("\\s+", " ").replaceAll("[.!?]+$", "");
        return line.length() > 80 ? line.substring(0, 79) + "…" : line;
    }

    private static String can(List<ToolShape> all) {
        var tools = all.stream().filter(shape -> !shape.tool().withheld()).toList();
        var byDomain = new java.util.LinkedHashMap<String, java.util.ArrayDeque<String>>();
        tools.forEach(shape -> byDomain.computeIfAbsent(
                        shape.tool().name().split("_", 2)[0], _ -> new java.util.ArrayDeque<>())
                .add(title(shape)));
        var titles = new LinkedHashSet<String>();
        while (titles.size() < NAMED && byDomain.values().stream().anyMatch(left -> !left.isEmpty())) {
            byDomain.values().stream()
                    .filter(left -> !left.isEmpty() && titles.size() < NAMED)
                    .forEach(left -> titles.add(left.removeFirst()));
        }
        if (titles.isEmpty()) {
            return "I have no tools here, so there is nothing I can look up or do.";
        }
        var more = tools.size() > titles.size() ? " and %d more".formatted(tools.size() - titles.size()) : "";
        return "What I can do: " + String.join(", ", titles) + more + ".";
    }

    static String title(ToolShape shape) {
        var title = shape.tool().title().isBlank()
                ? String.join(" ", Wording.words(shape.tool().name()))
                : shape.tool().title();
        return Character.toLowerCase(title.charAt(0)) + title.substring(1);
    }
}
