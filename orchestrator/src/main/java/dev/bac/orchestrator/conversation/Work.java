package dev.bac.orchestrator.conversation;

import dev.bac.agents.Agent;
import dev.bac.agents.AgentLibrary;
import dev.bac.identity.Caller;
import java.util.UUID;

/** One stretch of work: for whom, beginning at which agent, among which others, on which run. */
record Work(Caller caller, Agent agent, AgentLibrary library, Hold hold) {
    UUID run() {
        return hold.run();
    }

    UUID conversation() {
        return hold.conversation();
    }
}
