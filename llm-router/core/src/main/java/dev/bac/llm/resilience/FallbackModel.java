package dev.bac.llm.resilience;

import dev.bac.identity.Caller;
import dev.bac.llm.ChatModel;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.ChatResponse;
import dev.bac.llm.candidates.Candidates;
import java.util.function.Consumer;

/**
 * Asks models in order of preference: the next one answers when one failed before its first word, and may. Only when all
 * vendors failed are those asked again whose failure may pass, after a pause; what is built in comes last, because it
 * always answers.
 */
final class FallbackModel implements ChatModel {
    private final Candidates candidates;
    private final Attempts.Tools tools;

    FallbackModel(Candidates candidates, Attempts.Tools tools) {
        this.candidates = candidates;
        this.tools = tools;
    }

    @Override
    public ChatResponse chat(Caller caller, ChatRequest request, Consumer<String> onText) {
        var asked = candidates.order(caller, request);
        return new Attempts(tools, caller, request, onText).run(asked);
    }
}
