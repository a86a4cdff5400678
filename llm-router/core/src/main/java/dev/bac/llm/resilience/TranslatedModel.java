package dev.bac.llm.resilience;

import dev.bac.identity.Caller;
import dev.bac.llm.ChatModel;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.ChatResponse;
import java.util.function.Consumer;

/** Says with each answer what of its request was lost in translation, if anything. */
public record TranslatedModel(ChatModel model) implements ChatModel {

    @Override
    public ChatResponse chat(Caller caller, ChatRequest request, Consumer<String> onText) {
        ChatResponse answer = model.chat(caller, request, onText);
        var lost = Translation.lost(answer.model(), request);
        if (lost.isEmpty()) {
            return answer;
        }
        String why = answer.why() + "; lost in translation: " + String.join("; ", lost);
        return new ChatResponse(answer.message(), answer.finish(), answer.usage(), answer.model(), why);
    }
}
