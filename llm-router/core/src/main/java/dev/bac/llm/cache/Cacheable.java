package dev.bac.llm.cache;

import dev.bac.llm.CacheUse.Mode;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.ChatResponse;
import dev.bac.llm.ChatResponse.Finish;
import dev.bac.llm.Message;
import dev.bac.llm.Original;
import dev.bac.llm.Part;

/** Which requests may be answered from the cache and which answers may go into it. */
final class Cacheable {
    /** The built-in planner costs nothing and reads the clock: its answers are computed each time. */
    private static final String PLANNER = "bac/";

    /** A longer question than this is a document, and two documents that are near are seldom the same. */
    private static final int LONGEST_QUESTION = 1_000;

    private Cacheable() {}

    /** Equal requests may share an answer. */
    static boolean exactly(ChatRequest request) {
        var only = request.options().original().map(Original::only);
        boolean ours = only.isEmpty() || only.get().isEmpty();
        return ours
                && !request.messages().isEmpty()
                && switch (request.options().cache().mode()) {
                    case NEVER -> false;
                    case WHEN_FIXED ->
                        request.temperature().filter(heat -> heat == 0).isPresent();
                    case EXACT, SEMANTIC -> true;
                };
    }

    /** Requests whose last question means the same may share an answer: it is words alone, and not a document. */
    static boolean byMeaning(ChatRequest request) {
        return exactly(request)
                && request.options().cache().mode() == Mode.SEMANTIC
                && request.messages().getLast() instanceof Message.User user
                && user.parts().stream().allMatch(Part.Text.class::isInstance)
                && !user.text().isBlank()
                && user.text().length() <= LONGEST_QUESTION;
    }

    /** Whole answers only, of a model that is asked rather than computed. */
    static boolean worthKeeping(ChatResponse answer) {
        return (answer.finish() == Finish.STOP || answer.finish() == Finish.TOOL_CALLS)
                && !answer.message().parts().isEmpty()
                && !answer.model().startsWith(PLANNER);
    }

    /** As {@link #worthKeeping}, and the answer is words: a call's arguments hold what the question said. */
    static boolean worthKeepingByMeaning(ChatResponse answer) {
        return worthKeeping(answer)
                && answer.finish() == Finish.STOP
                && !answer.message().text().isBlank()
                && answer.message().parts().stream().allMatch(Part.Text.class::isInstance);
    }
}
