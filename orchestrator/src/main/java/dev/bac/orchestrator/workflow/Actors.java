package dev.bac.orchestrator.workflow;

import dev.bac.agents.workflow.Workflow;
import dev.bac.agents.workflow.Workflow.RunAs;
import dev.bac.identity.Caller;
import dev.bac.identity.Delegation;
import dev.bac.identity.TenantId;
import dev.bac.orchestrator.access.Resumption;
import dev.bac.orchestrator.access.TriggerEntrance;
import java.util.Optional;
import java.util.Set;

/** On whose behalf a run acts: whoever started it as far as they still may, somebody by name, or an identity of its own. */
final class Actors {
    private final Resumption resumption;

    Actors(Resumption resumption) {
        this.resumption = resumption;
    }

    /** Who may call the workflow's tools, in this run, and no others. */
    Caller caller(TenantId tenant, Workflow workflow, WorkflowRun run) {
        return plain(tenant, workflow, run)
                .actingThrough(new Delegation(
                        workflow.name(),
                        workflow.toolNames(),
                        Optional.of(run.id().toString())));
    }

    /** The same before the workflow's tools bound it, for an agent that acts with tools of its own. */
    Caller plain(TenantId tenant, Workflow workflow, WorkflowRun run) {
        return workflow.runAs() instanceof RunAs.Requester
                ? resumption.caller(tenant, run.requester(), run.roles(), run.channel())
                : own(tenant, workflow);
    }

    /** On whose behalf a run acts that no person started; nobody who may do anything, where a person would have to. */
    Caller own(TenantId tenant, Workflow workflow) {
        return switch (workflow.runAs()) {
            case RunAs.Requester _ -> TriggerEntrance.service(tenant, workflow.name(), Set.of());
            case RunAs.Person person -> resumption.person(tenant, person.name(), person.scopes());
            case RunAs.Service service -> TriggerEntrance.service(tenant, service.name(), service.scopes());
        };
    }
}
