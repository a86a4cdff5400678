package dev.bac.llm.planner;

import dev.bac.llm.ToolDefinition;
import dev.bac.llm.planner.words.Lexicon;
import dev.bac.retrieval.Wording;

/** What calling a tool does, as its definition says or, for tools of foreign callers, its name. */
enum Effects {
    READS,
    WRITES,
    DESTROYS,
    UNKNOWN;

    static Effects of(ToolDefinition tool) {
        var words = Wording.words(tool.name());
        if (tool.readOnly()) {
            return READS;
        }
        if (words.stream().anyMatch(Lexicon::destroyVerb)) {
            return DESTROYS;
        }
        for (var word : words) {
            if (Lexicon.writeVerb(word) && !Lexicon.nounToo(word)) {
                return WRITES;
            }
            if (Lexicon.readVerb(word)) {
                return READS;
            }
        }
        return UNKNOWN;
    }

    /** A handover to another agent changes nothing and only routes. */
    static boolean routes(String tool) {
        return tool.startsWith("handoff") || tool.startsWith("transfer_to") || tool.startsWith("hand_over");
    }
}
