package dev.bac.orchestrator.platform;

import dev.bac.orchestrator.access.Resumption;
import dev.bac.orchestrator.conversation.Rows;
import dev.bac.orchestrator.servers.SealingKey;
import dev.bac.orchestrator.workflow.Engine;
import dev.bac.orchestrator.workflow.WorkflowLimits;
import dev.bac.orchestrator.workflow.Workflows;
import dev.bac.store.Outbox;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What runs by itself, step by step, on events, schedules and people's demand. */
final class WorkflowPart {
    private WorkflowPart() {}

    static Workflows open(Ground ground, Domains domains, AgentTools tools, RunPart runs, Rows rows) {
        var access = ground.access();
        return new Workflows(
                new Workflows.Ground(
                        access.store(),
                        access.companies(),
                        new Resumption(access.members()),
                        tools.toolbox(),
                        Set.copyOf(domains.servers().keySet()),
                        ground.signing().grants(),
                        Platform.POLICY,
                        outboxes(domains),
                        SealingKey.of(ground.settings().server().data(), new SecureRandom())),
                runs.catalogue(),
                new Workflows.Chat(runs::conversations, rows),
                new Engine.Node(ground.node(), WorkflowLimits.USUAL, ground.clock()));
    }

    /** The events of each domain. */
    static Map<String, Outbox> outboxes(Domains domains) {
        Map<String, Outbox> outboxes = new LinkedHashMap<>();
        domains.servers()
                .forEach((name, server) -> outboxes.put(name, server.store().outbox()));
        return outboxes;
    }
}
