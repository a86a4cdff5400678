package dev.bac.llm.gateway.openai;

import dev.bac.llm.ChatResponse;
import dev.bac.llm.Message;
import dev.bac.llm.gateway.choice.Models;
import dev.bac.llm.gateway.web.EventWriter;
import dev.bac.llm.gateway.web.Exchange;
import dev.bac.llm.gateway.web.Limits;
import dev.bac.llm.gateway.web.Streaming;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/responses}: function tools, streaming or not, going on from an earlier response. */
public final class Responses {
    private final Models models;
    private final ResponsesReader reader;
    private final StoredResponses stored;
    private final InstantSource clock;
    private final Supplier<String> ids;

    public Responses(Models models, Limits limits, InstantSource clock, Supplier<String> ids) {
        this.models = models;
        this.reader = new ResponsesReader(limits);
        this.stored = new StoredResponses(limits);
        this.clock = clock;
        this.ids = ids;
    }

    public void create(Exchange exchange) {
        var pauses = new ResponsePauses();
        var asked = reader.read(exchange.body(), id -> stored.before(exchange.caller(), id), pauses);
        Models.Chosen chosen = models.choose(exchange.caller(), asked.model());
        var writer = new ResponseWriter("resp_" + ids.get(), clock.instant().getEpochSecond(), asked.body());
        if (asked.stream()) {
            EventWriter events = exchange.events();
            pauses.into(events);
            stream(exchange, asked, chosen, new ResponseStream(events, writer, asked.model()), events);
        } else {
            ChatResponse answer = ask(exchange, asked, chosen, _ -> {});
            ObjectNode whole = writer.whole(answer, writer.items(answer));
            keep(exchange, asked, answer, whole);
            exchange.header("x-bac-model", answer.model());
            exchange.answer(whole);
        }
    }

    public void get(Exchange exchange) {
        exchange.answer(stored.require(exchange.caller(), exchange.rest()));
    }

    public void delete(Exchange exchange) {
        stored.require(exchange.caller(), exchange.rest());
        stored.forget(exchange.caller(), exchange.rest());
        exchange.answer(Exchange.object()
                .put("id", exchange.rest())
                .put("object", "response")
                .put("deleted", true));
    }

    private static ChatResponse ask(
            Exchange exchange, ResponsesReader.Asked asked, Models.Chosen chosen, Consumer<String> onText) {
        var request = asked.request().withModel(chosen.name()).withCache(exchange.cacheUse());
        return chosen.model().chat(exchange.caller(), asked.stream() ? request : request.asWhole(), onText);
    }

    private void stream(
            Exchange exchange,
            ResponsesReader.Asked asked,
            Models.Chosen chosen,
            ResponseStream made,
            EventWriter events) {
        Streaming.run(
                events,
                () -> {
                    ChatResponse answer = ask(exchange, asked, chosen, made::text);
                    keep(exchange, asked, answer, made.end(answer));
                    events.end();
                },
                made::failed);
    }

    private void keep(Exchange exchange, ResponsesReader.Asked asked, ChatResponse answer, ObjectNode whole) {
        if (asked.store()) {
            var said = new ArrayList<Message>(asked.said());
            said.add(answer.message());
            String id = whole.path("id").asString("");
            stored.keep(exchange.caller(), id, new StoredResponses.Stored(whole, said));
        }
    }
}
