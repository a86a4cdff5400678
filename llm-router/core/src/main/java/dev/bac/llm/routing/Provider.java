package dev.bac.llm.routing;

import dev.bac.llm.ChatModel;
import java.util.List;
import java.util.Optional;

/**
 * A provider as it was found.
 *
 * @param name such as {@code openai}
 * @param why how it is configured, or how to configure it
 * @param model the name of the model to ask; empty when none is known
 * @param installed names of the models it told us it has
 * @param keys the same vendor with each of its keys; none when not configured
 */
public record Provider(String name, String why, Optional<String> model, List<String> installed, List<ChatModel> keys) {
    public Provider {
        installed = List.copyOf(installed);
        keys = List.copyOf(keys);
    }

    /** With its first key; empty when not configured. */
    public Optional<ChatModel> chat() {
        return keys.stream().findFirst();
    }

    boolean usable() {
        return !keys.isEmpty() && model.isPresent();
    }
}
