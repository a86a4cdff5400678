package dev.bac.agents;

import dev.bac.llm.ChatModel;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.ChatResponse;
import dev.bac.llm.Message;
import dev.bac.llm.Part;
import dev.bac.llm.Usage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Models that are functions of the request. */
public final class Scripts {
    private Scripts() {}

    /** A model that sends these answers, one a turn, and keeps what it was asked. */
    public static ChatModel saying(List<ChatRequest> asked, Message.Assistant... answers) {
        return (_, request, onText) -> {
            asked.add(request);
            var answer = answers[Math.min(asked.size(), answers.length) - 1];
            onText.accept(answer.text());
            return response(answer);
        };
    }

    /** A model that is this function. */
    public static ChatModel of(Function<ChatRequest, Message.Assistant> function) {
        return (_, request, _) -> response(function.apply(request));
    }

    public static ChatResponse response(Message.Assistant answer) {
        var finish = answer.toolCalls().isEmpty() ? ChatResponse.Finish.STOP : ChatResponse.Finish.TOOL_CALLS;
        return new ChatResponse(
                answer, finish, new Usage(10, 0, 5, Optional.of(new BigDecimal("0.10"))), "test", "script");
    }

    public static Message.Assistant text(String text) {
        return new Message.Assistant(List.of(new Part.Text(text)));
    }

    /** An answer that asks for tools: name, arguments, name, arguments … */
    public static Message.Assistant calls(String... namesAndArguments) {
        var parts = new ArrayList<Part>();
        for (int i = 0; i < namesAndArguments.length; i += 2) {
            parts.add(new Part.ToolCall("c" + i, namesAndArguments[i], Company.json(namesAndArguments[i + 1])));
        }
        return new Message.Assistant(parts);
    }
}
