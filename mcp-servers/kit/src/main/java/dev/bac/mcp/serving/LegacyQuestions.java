package dev.bac.mcp.serving;

import dev.bac.identity.Caller;
import dev.bac.mcp.wire.ElicitAnswer;
import dev.bac.mcp.wire.InputRequest;
import dev.bac.mcp.wire.Message;
import dev.bac.mcp.wire.RequestId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Forms that people at clients of the legacy era are looking at (2025-11-25, client/elicitation). The answer comes as a
 * message of its own, so the client must reach the copy of the server that asked: the only affinity there is. An answer
 * that goes astray, or never comes, is as if the client could show no forms.
 */
final class LegacyQuestions {
    /** How long a person may think. */
    private static final Duration THINKING = Duration.ofMinutes(5);

    /** Most open questions of one copy of the server. */
    private static final int MOST = 1_000;

    private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();

    private volatile boolean ended;

    private record Waiting(Caller asked, CompletableFuture<JsonNode> answer) {}

    /** Asks and waits; empty when no answer came in time. */
    Optional<ObjectNode> ask(Caller caller, InputRequest.Form form, LegacyTalk talk) throws InterruptedException {
        if (waiting.size() >= MOST) {
            return Optional.empty();
        }
        String id = "ask-" + UUID.randomUUID();
        var question = new Waiting(caller, new CompletableFuture<>());
        waiting.put(id, question);
        try {
            if (ended) {
                return Optional.empty(); // After it is among the waiting, so that the end cannot pass between.
            }
            var json = form.json();
            talk.questions()
                    .send(new Message.Request(
                            RequestId.of(id), json.path("method").asString(), (ObjectNode) json.path("params")));
            var answer = question.answer().get(THINKING.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.of(ElicitAnswer.of(answer.path("result"))
                    .orElse(new ElicitAnswer(ElicitAnswer.Action.CANCEL, null))
                    .json());
        } catch (TimeoutException | CancellationException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("an answer was no answer", e);
        } finally {
            waiting.remove(id);
        }
    }

    /** Nobody will answer any more: what is asked is as if the client could show no forms. */
    void end() {
        ended = true;
        waiting.values().forEach(question -> question.answer().cancel(false));
    }

    /** Takes the answer to a question; one that was asked of somebody else, or of nobody, is no matter. */
    void answered(Caller caller, JsonNode message) {
        var question = waiting.get(message.path("id").asString(""));
        if (question != null
                && question.asked().tenant().equals(caller.tenant())
                && question.asked().user().equals(caller.user())) {
            question.answer().complete(message);
        }
    }
}
