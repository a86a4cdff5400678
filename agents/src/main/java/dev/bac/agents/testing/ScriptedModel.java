package dev.bac.agents.testing;

import dev.bac.agents.AgentTest;
import dev.bac.identity.Caller;
import dev.bac.llm.ChatModel;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.ChatResponse;
import dev.bac.llm.Message;
import dev.bac.llm.Part;
import dev.bac.llm.Usage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** A model that says what a test's script says, whatever it is asked; at its end it says "Done.". */
final class ScriptedModel implements ChatModel {
    private final Deque<AgentTest.Step> steps;
    private int calls;

    ScriptedModel(List<AgentTest.Step> steps) {
        this.steps = new ArrayDeque<>(steps);
    }

    @Override
    public ChatResponse chat(Caller caller, ChatRequest request, Consumer<String> onText) {
        var step = steps.isEmpty() ? new AgentTest.Step.Says("Done.") : steps.pop();
        return switch (step) {
            case AgentTest.Step.Says says -> {
                onText.accept(says.text());
                yield response(List.of(new Part.Text(says.text())), ChatResponse.Finish.STOP);
            }
            case AgentTest.Step.Calls wanted -> {
                var parts = new ArrayList<Part>();
                for (var call : wanted.calls()) {
                    parts.add(new Part.ToolCall("call-" + ++calls, call.name(), call.args()));
                }
                yield response(parts, ChatResponse.Finish.TOOL_CALLS);
            }
        };
    }

    private static ChatResponse response(List<Part> parts, ChatResponse.Finish finish) {
        return new ChatResponse(new Message.Assistant(parts), finish, Usage.NONE, "bac/script", "the test's script");
    }
}
