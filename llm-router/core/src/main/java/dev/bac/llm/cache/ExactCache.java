package dev.bac.llm.cache;

import dev.bac.identity.Caller;
import dev.bac.llm.ChatModel;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.ChatResponse;
import dev.bac.llm.ModelException;
import dev.bac.llm.ModelException.Kind;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/** Answers equal requests once, and gives the same answer to whoever asks the same while it is young. */
public final class ExactCache implements ChatModel {
    private final ChatModel model;
    private final AnswerStore store;
    private final CacheEvents events;
    private final InstantSource clock;
    private final SingleFlight flights = new SingleFlight();

    /** @param model asked when no answer is kept */
    public ExactCache(ChatModel model, AnswerStore store, CacheEvents events, InstantSource clock) {
        this.model = model;
        this.store = store;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public ChatResponse chat(Caller caller, ChatRequest request, Consumer<String> onText) {
        if (!Cacheable.exactly(request)) {
            return model.chat(caller, request, onText);
        }
        CacheKey key = CacheKeys.exact(caller, request);
        return switch (flights.join(key, request.timeout())) {
            case SingleFlight.Turn.Lead lead -> lead(caller, request, key, lead, onText);
            case SingleFlight.Turn.Take(KeptAnswer answer) -> again(caller, answer, onText);
            case SingleFlight.Turn.Alone _ -> model.chat(caller, request, onText);
        };
    }

    private ChatResponse lead(
            Caller caller, ChatRequest request, CacheKey key, SingleFlight.Turn.Lead lead, Consumer<String> onText) {
        SingleFlight.Landing landing = new SingleFlight.Landing.Abandoned();
        try {
            // Looked up within the turn: whoever's turn comes right after another's answer finds it.
            Optional<KeptAnswer> kept = store.find(key);
            if (kept.isPresent()) {
                landing = new SingleFlight.Landing.Answered(kept.get());
                return again(caller, kept.get(), onText);
            }
            events.miss(CacheEvents.Kind.EXACT);
            ChatResponse answer = model.chat(caller, request, onText);
            landing = new SingleFlight.Landing.Alone();
            if (Cacheable.worthKeeping(answer)) {
                var fresh = new KeptAnswer(answer, clock.instant());
                store.keep(key, fresh);
                landing = new SingleFlight.Landing.Answered(fresh);
            }
            return answer;
        } catch (ModelException failure) {
            if (failure.kind() != Kind.CANCELLED) {
                landing = new SingleFlight.Landing.Alone();
            }
            throw failure;
        } finally {
            flights.land(key, lead.flight(), landing);
        }
    }

    private ChatResponse again(Caller caller, KeptAnswer kept, Consumer<String> onText) {
        ChatResponse answer = kept.answer();
        events.hit(
                caller, CacheEvents.Kind.EXACT, answer.model(), answer.usage().cost());
        return Served.again(answer, answer.model() + " gave this answer to the same request at " + kept.at(), onText);
    }
}
