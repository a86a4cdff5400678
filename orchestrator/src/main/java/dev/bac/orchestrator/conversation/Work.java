package dev.bac.orchestrator.conversation;

import dev.bac.agents.Agent;
import dev.bac.identity.Caller;
import java.util.UUID;

/** One stretch of work: which run of which conversation, for whom, beginning at which agent. */
record Work(Caller caller, UUID conversation, UUID run, Agent agent) {}
