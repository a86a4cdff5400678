package dev.bac.llm.gateway.anthropic;

import dev.bac.llm.ChatResponse;
import dev.bac.llm.gateway.choice.Models;
import dev.bac.llm.gateway.web.EventWriter;
import dev.bac.llm.gateway.web.Exchange;
import dev.bac.llm.gateway.web.Fields;
import dev.bac.llm.gateway.web.Limits;
import dev.bac.llm.gateway.web.Streaming;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code POST /v1/messages} and {@code /v1/messages/count_tokens}. When the provider that answers speaks Anthropic's
 * format itself, its own events go to the caller, signed thinking and all; otherwise they are made of our answer.
 */
public final class Messages {
    private static final AnthropicErrors ERRORS = new AnthropicErrors();
    private static final int CHARACTERS_PER_TOKEN = 4;

    private final Models models;
    private final MessagesReader reader;
    private final Supplier<String> ids;

    public Messages(Models models, Limits limits, Supplier<String> ids) {
        this.models = models;
        this.reader = new MessagesReader(limits);
        this.ids = ids;
    }

    public void serve(Exchange exchange) {
        var relay = new MessageRelay();
        var asked = reader.read(exchange.body(), relay);
        Models.Chosen chosen = models.choose(exchange.caller(), asked.model());
        var writer = new MessageWriter("msg_" + ids.get());
        if (asked.stream()) {
            stream(exchange, asked, chosen, relay, writer);
        } else {
            ChatResponse answer = ask(exchange, asked, chosen, _ -> {});
            exchange.header("x-bac-model", answer.model());
            exchange.answer(relay.whole().orElseGet(() -> writer.whole(answer)));
        }
    }

    /** An estimate: four characters to a token. Vendors' own counts differ by some tenths. */
    public void count(Exchange exchange) {
        Fields body = exchange.body();
        var asked = reader.read(new Fields("", body.node().put("max_tokens", 1)), _ -> false);
        models.choose(exchange.caller(), asked.model());
        ObjectNode node = body.node();
        long characters = 0;
        for (String field : new String[] {"system", "messages", "tools"}) {
            characters += node.has(field) ? node.path(field).toString().length() : 0;
        }
        exchange.answer(Exchange.object().put("input_tokens", 1 + characters / CHARACTERS_PER_TOKEN));
    }

    private static ChatResponse ask(
            Exchange exchange, MessagesReader.Asked asked, Models.Chosen chosen, Consumer<String> onText) {
        var request = asked.request().withModel(chosen.name()).withCache(exchange.cacheUse());
        return chosen.model().chat(exchange.caller(), asked.stream() ? request : request.asWhole(), onText);
    }

    private static void stream(
            Exchange exchange,
            MessagesReader.Asked asked,
            Models.Chosen chosen,
            MessageRelay relay,
            MessageWriter writer) {
        EventWriter events = exchange.events();
        relay.into(events);
        Streaming.run(
                events,
                () -> {
                    var made = new MessageStream(events, writer, asked.model());
                    ChatResponse answer = ask(exchange, asked, chosen, text -> {
                        if (!relay.relaying()) {
                            made.text(text);
                        }
                    });
                    if (!relay.relaying()) {
                        made.end(answer);
                    }
                    events.end();
                },
                refused -> events.event(ERRORS.body(refused)));
    }
}
