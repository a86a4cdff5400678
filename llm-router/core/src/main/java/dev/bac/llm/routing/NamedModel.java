package dev.bac.llm.routing;

import dev.bac.identity.Caller;
import dev.bac.llm.ChatModel;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.ChatResponse;
import dev.bac.llm.ModelException;
import dev.bac.llm.ModelException.Kind;
import dev.bac.llm.candidates.TenantRules;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Sends a request for {@code auto} to the fallback, and one for {@code provider/model} to that provider alone: who names a
 * model does not want another's answer.
 *
 * @param auto who answers when nobody is named
 * @param providers by name; each takes any model's name of its provider
 * @param rules hold for named models too
 */
record NamedModel(ChatModel auto, Map<String, ChatModel> providers, TenantRules rules) implements ChatModel {
    NamedModel {
        providers = Map.copyOf(providers);
    }

    @Override
    public ChatResponse chat(Caller caller, ChatRequest request, Consumer<String> onText) {
        if (request.auto()) {
            return auto.chat(caller, request, onText);
        }
        int slash = request.model().indexOf('/');
        String provider = slash < 0 ? "" : request.model().substring(0, slash);
        ChatModel model = providers.get(provider);
        if (model == null) {
            throw new ModelException(
                    Kind.UNAVAILABLE,
                    "bac",
                    "No configured model is called '" + request.model() + "'. Use auto, or provider/model with one of "
                            + providers.keySet().stream().sorted().toList(),
                    Optional.empty());
        }
        rules.forbids(caller, request.model()).ifPresent(why -> {
            throw new ModelException(
                    Kind.UNAVAILABLE, "bac", "The model '" + request.model() + "' " + why, Optional.empty());
        });
        ChatResponse answer =
                model.chat(caller, request.withModel(request.model().substring(slash + 1)), onText);
        return new ChatResponse(
                answer.message(),
                answer.finish(),
                answer.usage(),
                answer.model(),
                answer.model() + " answered because it was asked for by name");
    }
}
