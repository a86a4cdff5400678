package dev.bac.llm.routing;

import dev.bac.llm.ChatModel;
import dev.bac.llm.ChatResponse;
import dev.bac.llm.ChatResponse.Finish;
import dev.bac.llm.Message;
import dev.bac.llm.ModelException;
import dev.bac.llm.ModelException.Kind;
import dev.bac.llm.Part;
import dev.bac.llm.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Models that are functions. */
public final class Scripted {
    private Scripted() {}

    public static ChatModel answers(String id) {
        return (caller, request, onText) -> {
            onText.accept("from " + id);
            return new ChatResponse(
                    new Message.Assistant(List.of(new Part.Text("from " + id))),
                    Finish.STOP,
                    new Usage(1_000_000, 400_000, 1_000_000, Optional.empty()),
                    id,
                    id + " was asked");
        };
    }

    public static ChatModel fails(Kind kind, Optional<Duration> retryAfter) {
        return (caller, request, onText) -> {
            throw new ModelException(kind, "scripted", "scripted", retryAfter);
        };
    }

    public static ChatModel failsAfterAWord(Kind kind) {
        return (caller, request, onText) -> {
            onText.accept("half an ");
            throw new ModelException(kind, "scripted", "scripted", Optional.empty());
        };
    }
}
