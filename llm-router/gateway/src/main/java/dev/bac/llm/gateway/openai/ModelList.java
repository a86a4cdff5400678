package dev.bac.llm.gateway.openai;

import dev.bac.llm.gateway.choice.Models;
import dev.bac.llm.gateway.web.Exchange;
import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /v1/models} and {@code GET /v1/models/<id>}. */
public final class ModelList {
    private final Models models;
    private final Instant since;

    /** @param since what is told as the time a model was made: vendors' dates are not known */
    public ModelList(Models models, Instant since) {
        this.models = models;
        this.since = since;
    }

    public void list(Exchange exchange) {
        ObjectNode answer = Exchange.object().put("object", "list");
        var data = answer.putArray("data");
        models.list(exchange.caller()).forEach(model -> data.add(shown(model)));
        exchange.answer(answer);
    }

    public void one(Exchange exchange) {
        exchange.answer(models.list(exchange.caller()).stream()
                .filter(model -> model.id().equals(exchange.rest()))
                .findFirst()
                .map(this::shown)
                .orElseThrow(() -> Models.unknown(exchange.rest())));
    }

    private ObjectNode shown(Models.Listed model) {
        return Exchange.object()
                .put("id", model.id())
                .put("object", "model")
                .put("created", since.getEpochSecond())
                .put("owned_by", model.owner());
    }
}
