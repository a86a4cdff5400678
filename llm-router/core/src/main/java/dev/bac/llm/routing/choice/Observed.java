package dev.bac.llm.routing.choice;

import dev.bac.identity.Caller;
import dev.bac.llm.ChatModel;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.ChatResponse;
import dev.bac.llm.ModelException;
import dev.bac.llm.ModelException.Kind;
import dev.bac.llm.candidates.Candidate;
import dev.bac.llm.routing.live.Paces;
import dev.bac.llm.routing.task.Task;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** A chosen model whose pace is measured, whose conversation is remembered and whose answer says why it was asked. */
record Observed(
        Candidate candidate,
        Decision decision,
        Task task,
        Paces paces,
        Threads threads,
        DecisionLog log,
        InstantSource clock)
        implements ChatModel {

    @Override
    public ChatResponse chat(Caller caller, ChatRequest request, Consumer<String> onText) {
        Instant start = clock.instant();
        var first = new AtomicReference<Instant>();
        ChatResponse answer;
        try {
            answer = candidate.model().chat(caller, request, text -> {
                if (first.get() == null) {
                    first.set(clock.instant());
                }
                onText.accept(text);
            });
        } catch (ModelException failed) {
            if (failed.kind() == Kind.TIMEOUT && first.get() == null) {
                paces.stalled(candidate.id(), Duration.between(start, clock.instant()));
            }
            throw failed;
        }
        Instant end = clock.instant();
        Instant spoke = first.get() == null ? end : first.get();
        var untilFirst = Duration.between(start, spoke);
        var whole = Duration.between(start, end);
        var usage = answer.usage();
        paces.answered(candidate.id(), untilFirst, whole, usage.output());
        threads.answered(task.conversation(), decision, candidate.id(), usage.input() + usage.output(), end);
        log.answered(
                decision, new DecisionLog.Answered(decision.id(), candidate.id(), usage.cost(), untilFirst, whole));
        return new ChatResponse(
                answer.message(), answer.finish(), usage, answer.model(), decision.why() + " [" + decision.id() + "]");
    }
}
