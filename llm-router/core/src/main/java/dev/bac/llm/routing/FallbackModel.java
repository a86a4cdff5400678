package dev.bac.llm.routing;

import dev.bac.identity.Caller;
import dev.bac.llm.ChatModel;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.ChatResponse;
import dev.bac.llm.FailureClass;
import dev.bac.llm.ModelException;
import dev.bac.llm.ModelException.Kind;
import dev.bac.llm.candidates.Candidate;
import dev.bac.llm.candidates.Candidates;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks models in order of preference: the next one answers when one failed before its first word, and may. */
public final class FallbackModel implements ChatModel {

    /** A stalled first choice must leave time for the others: each but the last gets this share of what is left. */
    private static final double SHARE = 0.7;

    private static final Duration SHORTEST = Duration.ofSeconds(2);

    private final Candidates candidates;
    private final InstantSource clock;

    public FallbackModel(Candidates candidates, InstantSource clock) {
        this.candidates = candidates;
        this.clock = clock;
    }

    @Override
    public ChatResponse chat(Caller caller, ChatRequest request, Consumer<String> onText) {
        var end = clock.instant().plus(request.timeout());
        var said = new FirstToken(onText);
        var failures = new ArrayList<String>();
        List<Candidate> asked = candidates.order(caller, request);
        ModelException last = null;
        for (int index = 0; index < asked.size(); index++) {
            Candidate candidate = asked.get(index);
            Duration left = Duration.between(clock.instant(), end);
            boolean lastChoice = index == asked.size() - 1;
            try {
                var answer = candidate
                        .model()
                        .chat(caller, request.withModel(candidate.name()).withTimeout(share(left, lastChoice)), said);
                return told(answer, candidate, failures);
            } catch (ModelException failure) {
                if (said.spoken() || !FailureClass.mayFallBack(failure.kind())) {
                    throw failure;
                }
                failures.add(candidate.id() + " " + failure.kind().words());
                last = weightier(last, failure);
            }
        }
        if (last != null && (asked.size() == 1 || last.kind() == Kind.UNSUPPORTED)) {
            throw last;
        }
        Kind kind = last == null ? Kind.UNAVAILABLE : last.kind();
        String what =
                failures.isEmpty() ? "No model is configured" : "No model answered: " + String.join("; ", failures);
        throw new ModelException(kind, "bac", what, Optional.ofNullable(last).flatMap(ModelException::retryAfter));
    }

    /** What a model cannot do is news only when no model failed in another way. */
    private static ModelException weightier(@Nullable ModelException before, ModelException now) {
        return before == null || before.kind() == Kind.UNSUPPORTED || now.kind() != Kind.UNSUPPORTED ? now : before;
    }

    private static Duration share(Duration left, boolean lastChoice) {
        Duration share = lastChoice ? left : Duration.ofMillis((long) (left.toMillis() * SHARE));
        return share.compareTo(SHORTEST) < 0 ? SHORTEST : share;
    }

    private static ChatResponse told(ChatResponse answer, Candidate candidate, List<String> failures) {
        String why = failures.isEmpty()
                ? answer.why()
                : candidate.id() + " answered because " + String.join(" and ", failures);
        return new ChatResponse(answer.message(), answer.finish(), answer.usage(), answer.model(), why);
    }
}
