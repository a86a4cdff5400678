package dev.bac.llm.resilience;

import dev.bac.identity.Caller;
import dev.bac.llm.ChatModel;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.ChatResponse;
import dev.bac.llm.FailureClass;
import dev.bac.llm.ModelException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One call with one key, and what it says about both. */
final class GuardedCall {
    private final Lane lane;
    private final Breaker breaker;
    private final Breaker.Pass pass;
    private final long begin = System.nanoTime();
    private @Nullable FirstToken said;

    GuardedCall(Lane lane, Breaker breaker, Breaker.Pass pass) {
        this.lane = lane;
        this.breaker = breaker;
        this.pass = pass;
    }

    boolean spoken() {
        return said != null && said.spoken();
    }

    ChatResponse make(ChatModel model, Caller caller, ChatRequest request, Consumer<String> onText) {
        lane.asked.increment();
        boolean judged = false;
        try {
            said = new FirstToken(onText, this::began);
            ChatResponse answer = model.chat(caller, request, said);
            if (!said.begun()) {
                began();
            }
            judged = true;
            breaker.succeeded(pass);
            lane.limit().answered();
            return answer;
        } catch (ModelException failure) {
            judged = true;
            failed(failure);
            throw failure;
        } finally {
            if (!judged) {
                breaker.unjudged(pass);
            }
        }
    }

    private void began() {
        var firstWord = Duration.ofNanos(System.nanoTime() - begin);
        // What is usual is learned from usual times only, or an outage would become usual.
        if (lane.slowAfter().filter(slow -> firstWord.compareTo(slow) > 0).isEmpty()) {
            lane.firstWord().record(firstWord);
        }
    }

    private void failed(ModelException failure) {
        lane.failures.increment();
        breaker.failed(pass, failure.kind(), failure.retryAfter());
        if (FailureClass.verdict(failure.kind()) == FailureClass.Verdict.TOO_MUCH) {
            lane.limit().tooMuch();
        }
    }
}
