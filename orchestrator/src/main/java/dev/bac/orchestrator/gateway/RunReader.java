package dev.bac.orchestrator.gateway;

import dev.bac.llm.ChatResponse;
import dev.bac.llm.ChatResponse.Finish;
import dev.bac.llm.Message;
import dev.bac.llm.ModelException;
import dev.bac.llm.Part;
import dev.bac.llm.Usage;
import dev.bac.llm.gateway.web.Refused;
import dev.bac.orchestrator.conversation.EventLog;
import dev.bac.orchestrator.conversation.EventReader;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Makes an answer of a run's events. */
final class RunReader implements EventReader {
    private final String agent;
    private final Consumer<String> onText;
    private final StringBuilder text = new StringBuilder();
    private Usage usage = Usage.NONE;
    private String state = "";
    private String why = "";
    private boolean overBudget;

    RunReader(String agent, Consumer<String> onText) {
        this.agent = agent;
        this.onText = onText;
    }

    @Override
    public void event(EventLog.Event event) {
        JsonNode data = event.data();
        switch (event.type()) {
            case "text" -> say(data.path("delta").asString(""));
            case "approval" -> {
                if (data.path("approval").path("state").asString("pending").equals("pending")) {
                    say((text.isEmpty() ? "" : "\n\n") + "This waits for a person's approval, in the web app or at "
                            + "/api/v1/approvals: "
                            + data.path("approval").path("text").asString(""));
                }
            }
            case "usage" -> add(data.path("usage"));
            case "error" -> {
                state = "failed";
                why = data.path("problem").path("detail").asString("The run failed.");
                overBudget = data.path("problem").path("code").asString("").equals("budget_exhausted");
            }
            case "done" -> state = state.isEmpty() ? data.path("state").asString("") : state;
            default -> {
                // Tools run inside; the caller sees what the agent says of them.
            }
        }
    }

    private void say(String piece) {
        text.append(piece);
        onText.accept(piece);
    }

    private void add(JsonNode used) {
        Optional<BigDecimal> cost = Optional.of(used.path("cost"))
                .filter(JsonNode::isString)
                .map(dollars -> new BigDecimal(dollars.asString()));
        usage = usage.plus(new Usage(
                used.path("input").asLong(0),
                used.path("cached").asLong(0),
                used.path("output").asLong(0),
                cost));
    }

    @Override
    public void idle() {
        // The caller's connection is watched elsewhere.
    }

    boolean ended() {
        return !state.isEmpty();
    }

    /** @throws ModelException when the run failed or was broken off */
    ChatResponse answer() {
        if (overBudget) {
            throw Refused.of(Refused.Reason.OVER_BUDGET, "insufficient_quota", why);
        }
        Finish finish =
                switch (state) {
                    case "answered", "awaiting_approval" -> Finish.STOP;
                    case "out_of_turns", "over_limit" -> Finish.LENGTH;
                    case "", "cancelled" ->
                        throw new ModelException(
                                ModelException.Kind.CANCELLED, "bac", "The run was cancelled", Optional.empty());
                    default -> throw new ModelException(ModelException.Kind.TRANSIENT, "bac", why, Optional.empty());
                };
        return new ChatResponse(
                new Message.Assistant(List.of(new Part.Text(text.toString()))),
                finish,
                usage,
                "agent/" + agent,
                "the agent was asked for by name");
    }
}
