package dev.bac.agents;

import dev.bac.llm.Message;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Holds the places an answer cites against those that the search of documents gave in the conversation. What was said is
 * streamed already and cannot be unsaid; a place that nobody found is named behind the answer, for all to see.
 */
final class Citations {
    private static final String SEARCH = "knowledge_passage_search";
    /** Something in square brackets that is no link, picture, box to tick or number of a note. */
    private static final Pattern CITED = Pattern.compile("(?<!!)\\[([^\\[\\]\\n]{3,200})](?!\\()");

    private static final Pattern WORD = Pattern.compile("\\p{L}{2}");

    private Citations() {}

    /** What to say behind an answer of this agent; empty when every place it cites was found, or it cites none. */
    static String remark(Agent agent, List<Message> messages, String answer) {
        if (!agent.toolNames().contains(SEARCH)) {
            return "";
        }
        var found = found(messages);
        var invented = new LinkedHashSet<String>();
        var cited = CITED.matcher(answer);
        while (cited.find()) {
            if (WORD.matcher(cited.group(1)).find() && !found.contains(cited.group())) {
                invented.add(cited.group());
            }
        }
        return invented.isEmpty()
                ? ""
                : "\n\n(Not among the places that the documents gave, do not rely on it: " + String.join(" ", invented)
                        + ")";
    }

    /** All that searches have said; in JSON some characters have a backslash before them. */
    private static String found(List<Message> messages) {
        var found = new StringBuilder();
        for (var message : messages) {
            if (message instanceof Message.ToolResults results) {
                results.results().stream()
                        .filter(result -> result.tool().equals(SEARCH) && !result.failed())
                        .forEach(result -> found.append(result.text()).append('\n'));
            }
        }
        return found.toString().replace("\\", "");
    }
}
