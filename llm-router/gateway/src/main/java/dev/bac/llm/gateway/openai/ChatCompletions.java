package dev.bac.llm.gateway.openai;

import dev.bac.llm.AnswerFormat;
import dev.bac.llm.ChatResponse;
import dev.bac.llm.gateway.choice.Models;
import dev.bac.llm.gateway.web.EventWriter;
import dev.bac.llm.gateway.web.Exchange;
import dev.bac.llm.gateway.web.Limits;
import dev.bac.llm.gateway.web.Refused;
import dev.bac.llm.gateway.web.Schemas;
import dev.bac.llm.gateway.web.Streaming;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * {@code POST /v1/chat/completions}. When the provider that answers speaks OpenAI's format itself, its own events go to
 * the caller, with all their fields; otherwise they are made of our answer.
 */
public final class ChatCompletions {
    private static final OpenAiErrors ERRORS = new OpenAiErrors();

    private final Models models;
    private final ChatReader reader;
    private final InstantSource clock;
    private final Supplier<String> ids;

    public ChatCompletions(Models models, Limits limits, InstantSource clock, Supplier<String> ids) {
        this.models = models;
        this.reader = new ChatReader(limits);
        this.clock = clock;
        this.ids = ids;
    }

    public void serve(Exchange exchange) {
        var relay = new ChatRelay();
        ChatAsked asked = reader.read(exchange.body(), relay);
        Models.Chosen chosen = models.choose(exchange.caller(), asked.model());
        var writer = new ChatWriter("chatcmpl-" + ids.get(), clock.instant().getEpochSecond());
        if (asked.stream()) {
            stream(exchange, asked, chosen, relay, writer);
        } else {
            ChatResponse answer = ask(exchange, asked, chosen, _ -> {});
            exchange.header("x-bac-model", answer.model());
            exchange.answer(relay.whole().orElseGet(() -> writer.whole(fitting(asked, answer))));
        }
    }

    private static ChatResponse ask(Exchange exchange, ChatAsked asked, Models.Chosen chosen, Consumer<String> onText) {
        var request = asked.request().withModel(chosen.name()).withCache(exchange.cacheUse());
        return chosen.model().chat(exchange.caller(), asked.stream() ? request : request.asWhole(), onText);
    }

    /** A strict schema is a promise, also by a model whose vendor does not make it. */
    private static ChatResponse fitting(ChatAsked asked, ChatResponse answer) {
        if (asked.request().options().format() instanceof AnswerFormat.JsonSchema given
                && given.strict()
                && answer.finish() == ChatResponse.Finish.STOP
                && !Schemas.fits(given.schema(), answer.message().text())) {
            throw Refused.of(
                    Refused.Reason.UPSTREAM,
                    "invalid_answer",
                    "The model's answer does not fit the schema; ask again.");
        }
        return answer;
    }

    private void stream(Exchange exchange, ChatAsked asked, Models.Chosen chosen, ChatRelay relay, ChatWriter writer) {
        EventWriter events = exchange.events();
        relay.into(events, asked.usageInStream());
        Streaming.run(
                events,
                () -> {
                    var made = new ChatStream(events, writer, asked.model());
                    ChatResponse answer = ask(exchange, asked, chosen, text -> {
                        if (!relay.relaying()) {
                            made.text(text);
                        }
                    });
                    if (!relay.relaying()) {
                        made.end(answer, asked.usageInStream());
                    }
                    events.later("[DONE]");
                    events.end();
                },
                refused -> events.data(ERRORS.body(refused).toString()));
    }
}
