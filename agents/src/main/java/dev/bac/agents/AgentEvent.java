package dev.bac.agents;

import dev.bac.llm.Usage;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What happens while an agent works, told to one consumer as it happens. Reads run together, so the consumer may be
 * called from several threads, one at a time.
 */
public sealed interface AgentEvent {

    /** A piece of the answer. */
    record Text(String piece) implements AgentEvent {}

    /** A tool is about to be called with these arguments. {@code call} is unique in the conversation. */
    record ToolCall(String call, String tool, String title, ObjectNode arguments) implements AgentEvent {}

    /** A tool has answered. */
    record ToolResult(
            String call, String tool, Origin origin, boolean failed, String text, JsonNode content, Duration took)
            implements AgentEvent {}

    /** A call waits for a person. */
    record Approval(PendingCall pending) implements AgentEvent {}

    /** Another agent takes over. */
    record Handoff(String from, String to) implements AgentEvent {}

    /** What one question to a model used; {@code why} says why that model answered. */
    record Used(Usage usage, String model, String why) implements AgentEvent {}

    /**
     * Something happened with an agent that is asked.
     *
     * @param ask key of the call that asks it
     */
    record Within(String ask, String agent, AgentEvent event) implements AgentEvent {}

    /** The run ended or waits; nothing comes after it. */
    record Done(Run run) implements AgentEvent {}

    /** The run broke off by a fault that is not the model's; told at the edge that catches it. */
    record Failed(String code, String message) implements AgentEvent {}
}
