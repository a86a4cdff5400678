package dev.bac.llm.routing;

import dev.bac.identity.Caller;
import dev.bac.llm.ChatModel;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.ChatResponse;
import dev.bac.llm.FailureClass;
import dev.bac.llm.ModelException;
import dev.bac.llm.ModelException.Kind;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Asks the same model again after failures that pass, and only while nothing was said. */
public final class RetryingModel implements ChatModel {

    /**
     * @param attempts calls in all, at least 1
     * @param firstWait before the second attempt; doubled for each further one, of which a random half to whole is slept
     * @param longestWait a vendor that asks for more is given up, so that another can answer
     */
    public record Limits(int attempts, Duration firstWait, Duration longestWait) {
        public static final Limits USUAL = new Limits(3, Duration.ofMillis(400), Duration.ofSeconds(8));
    }

    /** Sleeps; a test's does not. */
    @FunctionalInterface
    public interface Sleeper {
        void sleep(Duration time) throws InterruptedException;
    }

    private final ChatModel model;
    private final Limits limits;
    private final RandomGenerator random;
    private final Sleeper sleeper;

    public RetryingModel(ChatModel model, Limits limits, RandomGenerator random, Sleeper sleeper) {
        this.model = model;
        this.limits = limits;
        this.random = random;
        this.sleeper = sleeper;
    }

    @Override
    public ChatResponse chat(Caller caller, ChatRequest request, Consumer<String> onText) {
        var said = new FirstToken(onText);
        for (int attempt = 1; ; attempt++) {
            int tried = attempt;
            try {
                return model.chat(caller, request, said);
            } catch (ModelException failure) {
                Duration wait = failure.retryAfter().orElseGet(() -> backoff(tried));
                boolean again = attempt < limits.attempts() && FailureClass.mayRetry(failure.kind()) && !said.spoken();
                if (!again || wait.compareTo(limits.longestWait()) > 0) {
                    throw failure;
                }
                pause(wait, failure);
            }
        }
    }

    private Duration backoff(int attempt) {
        long full = limits.firstWait().toMillis() << Math.min(attempt - 1, 16);
        long some = full / 2 + random.nextLong(Math.max(1, full / 2));
        return Duration.ofMillis(Math.min(limits.longestWait().toMillis(), some));
    }

    private void pause(Duration wait, ModelException failure) {
        try {
            sleeper.sleep(wait);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new ModelException(Kind.CANCELLED, failure.provider(), "The call was cancelled", stopped);
        }
    }
}
