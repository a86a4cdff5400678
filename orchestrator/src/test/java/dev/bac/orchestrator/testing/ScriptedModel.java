package dev.bac.orchestrator.testing;

import dev.bac.identity.Caller;
import dev.bac.llm.ChatModel;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.ChatResponse;
import dev.bac.llm.Message;
import dev.bac.llm.Part;
import dev.bac.llm.Usage;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Answers each sentence with the steps that a test has laid down for it. */
public final class ScriptedModel implements ChatModel {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final AtomicInteger CALLS = new AtomicInteger();

    private final Map<String, Queue<Step>> scripts = new ConcurrentHashMap<>();
    private final Map<String, Usage> usages = new ConcurrentHashMap<>();

    /** One turn of the model. */
    @FunctionalInterface
    public interface Step {
        List<Part> take(ChatRequest request);
    }

    /** What to do when somebody says that, turn by turn. */
    public void when(String said, Step... steps) {
        scripts.put(said, new ConcurrentLinkedQueue<>(List.of(steps)));
    }

    /** What each turn after that sentence uses; nothing unless told. */
    public void using(String said, Usage usage) {
        usages.put(said, usage);
    }

    public static Step call(String tool, String arguments) {
        return _ -> List.of(
                new Part.ToolCall("call-" + CALLS.incrementAndGet(), tool, (ObjectNode) JSON.readTree(arguments)));
    }

    public static Step answer(String text) {
        return _ -> List.of(new Part.Text(text));
    }

    /** Repeats what the last tool told. */
    public static Step tellResult() {
        return request -> {
            var results = (Message.ToolResults) request.messages().getLast();
            return List.of(new Part.Text(results.results().getLast().text()));
        };
    }

    /** Does the step when the latch is open; ten seconds at most. */
    public static Step after(CountDownLatch latch, Step step) {
        return request -> {
            try {
                if (!latch.await(60, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("nobody opened the latch");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
            return step.take(request);
        };
    }

    @Override
    public ChatResponse chat(Caller caller, ChatRequest request, Consumer<String> onText) {
        String said = request.messages().stream()
                .filter(Message.User.class::isInstance)
                .map(message -> ((Message.User) message).text())
                .reduce("", (_, last) -> last);
        Step step = scripts.getOrDefault(said, new ConcurrentLinkedQueue<>()).poll();
        if (step == null) {
            throw new IllegalStateException("nothing is scripted (any more) for: " + said);
        }
        var message = new Message.Assistant(step.take(request));
        // Word by word, as models do.
        for (String word : message.text().split("(?<= )", -1)) {
            onText.accept(word);
        }
        var finish = message.toolCalls().isEmpty() ? ChatResponse.Finish.STOP : ChatResponse.Finish.TOOL_CALLS;
        return new ChatResponse(message, finish, usages.getOrDefault(said, Usage.NONE), "test/script", "it is a test");
    }
}
