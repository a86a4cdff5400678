package dev.bac.llm.resilience;

import dev.bac.identity.Caller;
import dev.bac.llm.ChatModel;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.ChatResponse;
import dev.bac.llm.FailureClass;
import dev.bac.llm.ModelException;
import dev.bac.llm.ModelException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A provider's models behind a bound of calls at work and a breaker for each model and key. A key that is refused or used
 * up gives way to the next at once. The same person begins with the same key, so that the vendor's prompt cache stays warm.
 */
final class GuardedModel implements ChatModel {
    private final String provider;
    private final List<ChatModel> keys;
    private final Lanes lanes;
    private final InstantSource clock;

    GuardedModel(String provider, List<ChatModel> keys, Lanes lanes, InstantSource clock) {
        this.provider = provider;
        this.keys = List.copyOf(keys);
        this.lanes = lanes;
        this.clock = clock;
    }

    @Override
    public ChatResponse chat(Caller caller, ChatRequest request, Consumer<String> onText) {
        Lane lane = lanes.of(provider, request.model(), keys.size());
        if (keys.size() == 1) {
            refuseAtOnce(lane);
        }
        lane.limit().enter(provider, request.timeout());
        try {
            return asked(lane, caller, request, onText);
        } finally {
            lane.limit().leave();
        }
    }

    /** Nobody waits for a place at a model that is left alone. */
    private void refuseAtOnce(Lane lane) {
        if (lane.keys().getFirst().state().position() == Breaker.Position.OPEN) {
            throw resting(lane, null);
        }
    }

    private ChatResponse asked(Lane lane, Caller caller, ChatRequest request, Consumer<String> onText) {
        int first = Math.floorMod(Objects.hash(caller.tenant(), caller.user()), keys.size());
        ModelException refused = null;
        for (int turn = 0; turn < keys.size(); turn++) {
            int key = (first + turn) % keys.size();
            Optional<Breaker.Pass> pass = lane.keys().get(key).enter();
            if (pass.isPresent()) {
                var call = new GuardedCall(lane, lane.keys().get(key), pass.get());
                try {
                    return call.make(keys.get(key), caller, request, onText);
                } catch (ModelException failure) {
                    if ((call.spoken() && !request.options().whole()) || !FailureClass.mayChangeKey(failure.kind())) {
                        throw failure;
                    }
                    refused = failure;
                }
            }
        }
        throw resting(lane, refused);
    }

    /** @param refused what the last key was told, when one was tried */
    private ModelException resting(Lane lane, @Nullable ModelException refused) {
        if (refused != null) {
            return refused;
        }
        Breaker.State soonest = lane.keys().stream()
                .map(Breaker::state)
                .min(java.util.Comparator.comparing(state -> state.until().orElse(Instant.EPOCH)))
                .orElseThrow();
        Kind kind = soonest.why();
        Optional<Duration> wait = soonest.until().map(until -> Duration.between(clock.instant(), until));
        String when =
                soonest.until().map(until -> "until " + until).orElse("while one request tries whether it is back");
        return new ModelException(
                kind, provider, "%s is left alone %s: it %s".formatted(lane.id(), when, kind.words()), wait);
    }
}
