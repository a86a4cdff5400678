package dev.bac.orchestrator.conversation;

import dev.bac.agents.Agent;
import dev.bac.identity.Caller;
import java.util.UUID;

/** One stretch of work: for whom, beginning at which agent, on which run. */
record Work(Caller caller, Agent agent, Hold hold) {
    UUID run() {
        return hold.run();
    }

    UUID conversation() {
        return hold.conversation();
    }
}
