package dev.bac.llm.routing;

import dev.bac.identity.Caller;
import dev.bac.llm.ChatModel;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.ChatResponse;
import dev.bac.llm.Usage;
import java.util.function.Consumer;

/** Puts the catalogue's price on what a model used; a model that says its own cost keeps it. */
public record PricedModel(ChatModel model, Catalogue catalogue) implements ChatModel {

    @Override
    public ChatResponse chat(Caller caller, ChatRequest request, Consumer<String> onText) {
        ChatResponse answer = model.chat(caller, request, onText);
        Usage used = answer.usage();
        Usage priced =
                used.costing(used.cost().or(() -> catalogue.find(answer.model()).map(card -> card.cost(used))));
        return new ChatResponse(answer.message(), answer.finish(), priced, answer.model(), answer.why());
    }
}
