package dev.bac.orchestrator.command.bench;

import dev.bac.identity.Caller;
import dev.bac.llm.ChatModel;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.ChatResponse;
import dev.bac.llm.Message;
import dev.bac.llm.Part;
import dev.bac.llm.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A model that takes its time and does what the first word says: {@code park} asks for a write that needs approval,
 * {@code work} calls two tools that read and answers, {@code hold} answers once it is let go. Between its answer and its
 * next question all time is the platform's own: that is what it keeps.
 */
final class SlowModel implements ChatModel {
    private static final int CALLS = 2;
    private static final ObjectNode WRITE = (ObjectNode)
            JsonMapper.shared().readTree("{\"customer\":\"Acme\",\"amount\":\"12.10\",\"description\":\"bench\"}");
    private static final ObjectNode READ =
            (ObjectNode) JsonMapper.shared().readTree("{\"status\":\"overdue\",\"limit\":3}");

    private final Map<String, Long> given = new ConcurrentHashMap<>();
    private final Queue<Long> own = new ConcurrentLinkedQueue<>();
    private final AtomicLong asked = new AtomicLong();
    private final CountDownLatch letGo = new CountDownLatch(1);
    private volatile Duration latency = Duration.ZERO;

    void latency(Duration each) {
        latency = each;
    }

    /** From here on what a run does is the platform's. */
    void begins(String said) {
        given.put(said, System.nanoTime());
    }

    /** The run is over: what came after the model's last answer was the platform's too. */
    void ended(String said) {
        sample(said);
        given.remove(said);
    }

    /** How often it was asked. */
    long asked() {
        return asked.get();
    }

    /** The platform's times since the last look, in nanoseconds. */
    Samples own() {
        var samples = new Samples(Math.max(1, own.size()));
        for (int left = own.size(); left > 0; left--) {
            Long next = own.poll();
            if (next != null) {
                samples.add(next);
            }
        }
        return samples;
    }

    /** Lets those go that hold. */
    void letGo() {
        letGo.countDown();
    }

    private void sample(String said) {
        Long since = given.get(said);
        if (since != null) {
            own.add(System.nanoTime() - since);
        }
    }

    @Override
    public ChatResponse chat(Caller caller, ChatRequest request, Consumer<String> onText) {
        String said = request.messages().stream()
                .filter(Message.User.class::isInstance)
                .map(message -> ((Message.User) message).text())
                .reduce("", (_, last) -> last);
        sample(said);
        asked.incrementAndGet();
        takeTime(said);
        var message = new Message.Assistant(List.of(next(said, request.messages())));
        onText.accept(message.text());
        var finish = message.toolCalls().isEmpty() ? ChatResponse.Finish.STOP : ChatResponse.Finish.TOOL_CALLS;
        given.computeIfPresent(said, (_, _) -> System.nanoTime());
        return new ChatResponse(message, finish, Usage.NONE, "bench/slow", "It is a measurement.");
    }

    private void takeTime(String said) {
        if (!said.startsWith("hold")) {
            LockSupport.parkNanos(latency.toNanos());
            return;
        }
        try {
            letGo.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static Part next(String said, List<Message> messages) {
        String call = "call-" + messages.size();
        if (said.startsWith("park")) {
            return new Part.ToolCall(call, "finance_invoice_create", WRITE);
        }
        int from = messages.lastIndexOf(Message.User.of(said));
        long done = messages.stream()
                .skip(Math.max(0, from))
                .filter(Message.ToolResults.class::isInstance)
                .count();
        return said.startsWith("work") && done < CALLS
                ? new Part.ToolCall(call, "finance_invoice_list", READ)
                : new Part.Text("Done.");
    }
}
