package dev.bac.llm.routing.choice;

import dev.bac.identity.Caller;
import dev.bac.llm.ChatModel;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.ChatResponse;
import dev.bac.llm.ModelException;
import dev.bac.llm.Usage;
import dev.bac.llm.candidates.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Asks two cheap models at once and, when they give the same answer, gives that; when they do not, or one of them fails,
 * the strong model answers. Two models of different makers that are wrong are seldom wrong in the same way. What all of
 * them cost is in the usage.
 *
 * <p>Nothing is said before it is known whether they agree, so the first word comes later than from either.
 */
record Agreement(Candidate one, Candidate other, Candidate strong) implements ChatModel {
    /** What outcomes name the answer by. */
    private static final Pattern DECISION = Pattern.compile(" \\[[0-9a-f-]{36}]$");

    @Override
    public ChatResponse chat(Caller caller, ChatRequest request, Consumer<String> onText) {
        var answers = new ArrayList<ChatResponse>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = List.of(one, other).stream()
                    .map(candidate -> executor.submit(
                            () -> candidate.model().chat(caller, request.withModel(candidate.name()), _ -> {})))
                    .toList();
            for (var each : asked) {
                answer(each).ifPresent(answers::add);
            }
        }
        Usage spent = answers.stream().map(ChatResponse::usage).reduce(Usage.NONE, Usage::plus);
        if (answers.size() == 2 && Answers.same(answers.getFirst(), answers.getLast(), request)) {
            ChatResponse agreed = answers.getFirst();
            onText.accept(agreed.message().text());
            return told(agreed, spent, one.id() + " and " + other.id() + " agree; " + strong.id() + " was not asked");
        }
        ChatResponse answer = strong.model().chat(caller, request.withModel(strong.name()), onText);
        return told(
                answer,
                spent.plus(answer.usage()),
                strong.id() + " answered because "
                        + (answers.size() == 2
                                ? one.id() + " and " + other.id() + " do not agree"
                                : "one of " + one.id() + " and " + other.id() + " did not answer"));
    }

    private static Optional<ChatResponse> answer(Future<ChatResponse> asked) {
        try {
            return Optional.of(asked.get());
        } catch (InterruptedException stopped) {
            asked.cancel(true);
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof ModelException) {
                return Optional.empty();
            }
            throw new IllegalStateException(failed.getCause());
        }
    }

    private static ChatResponse told(ChatResponse answer, Usage spent, String why) {
        var decision = DECISION.matcher(answer.why());
        return new ChatResponse(
                answer.message(),
                answer.finish(),
                spent,
                answer.model(),
                why + (decision.find() ? decision.group() : ""));
    }
}
