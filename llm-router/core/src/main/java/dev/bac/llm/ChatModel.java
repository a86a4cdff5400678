package dev.bac.llm;

import dev.bac.identity.Caller;
import java.util.function.Consumer;

/** Anything that answers a conversation: a vendor's model, the built-in planner, or a wrapper around another. */
@FunctionalInterface
public interface ChatModel {

    /**
     * Answers. Blocks until the answer is whole; {@code onText} gets it piece by piece as it comes.
     *
     * @throws ModelException when no answer could be had; its kind says what may be done about it
     */
    ChatResponse chat(Caller caller, ChatRequest request, Consumer<String> onText);
}
