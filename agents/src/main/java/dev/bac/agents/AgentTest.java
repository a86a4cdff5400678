package dev.bac.agents;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an agent must do when somebody says something.
 *
 * @param given what was said and done before, in the same conversation, oldest first
 * @param script what a scripted model does; empty when the built-in planner is to drive
 * @param expectTools calls that must be asked for, in this order
 * @param forbidTools tools that must not run
 * @param expectApproval the tool that must wait for approval
 * @param expectText words the answer must hold, whatever their case
 * @param expectHandoff the agent that must take over
 */
public record AgentTest(
        String say,
        List<Turn> given,
        List<Step> script,
        List<Call> expectTools,
        Set<String> forbidTools,
        Optional<String> expectApproval,
        List<String> expectText,
        Optional<String> expectHandoff) {
    public AgentTest {
        given = List.copyOf(given);
        script = List.copyOf(script);
        expectTools = List.copyOf(expectTools);
        forbidTools = Set.copyOf(forbidTools);
        expectText = List.copyOf(expectText);
    }

    /**
     * Something that was said before, and what a scripted model did about it.
     *
     * @param by another agent to whom it was said, in a conversation of its own; empty for the one that is tested
     */
    public record Turn(String say, List<Step> script, Optional<String> by) {
        public Turn {
            script = List.copyOf(script);
        }
    }

    /** A call; only the arguments named here count. */
    public record Call(String name, ObjectNode args) {}

    /** One answer of a scripted model. */
    public sealed interface Step {

        /** It asks for tools. */
        record Calls(List<Call> calls) implements Step {
            public Calls {
                calls = List.copyOf(calls);
            }
        }

        /** It answers. */
        record Says(String text) implements Step {}
    }
}
