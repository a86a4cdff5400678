package dev.bac.orchestrator.conversation;

import dev.bac.agents.Decision;
import dev.bac.identity.Grant;
import dev.bac.identity.Grants;
import dev.bac.identity.TenantId;
import dev.bac.orchestrator.approval.Approval;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/**
 * Turns what people decided into what the loop needs. The grant is signed when the call goes out, for minutes only; its
 * id is the approval's, so that however often it is signed, the server lets it through once.
 */
public final class Approved {
    private static final Duration LIFE = Duration.ofMinutes(5);

    private final Rows rows;
    private final Grants grants;
    private final InstantSource clock;

    public Approved(Rows rows, Grants grants, InstantSource clock) {
        this.rows = rows;
        this.grants = grants;
        this.clock = clock;
    }

    /** The decision about one call of a run, if there is one. */
    Optional<Decision> decision(TenantId tenant, UUID run, String key) {
        return rows.store().read(tenant, tx -> rows.approvals().ofRun(tx, run)).stream()
                .filter(approval -> approval.key().equals(key))
                .findFirst()
                .flatMap(approval -> decision(tenant, approval));
    }

    private Optional<Decision> decision(TenantId tenant, Approval approval) {
        return switch (approval.state()) {
            case PENDING -> Optional.empty();
            case APPROVED ->
                approval.decision().map(made -> new Decision.Approved(grants.sign(grant(tenant, approval, made))));
            case DECLINED ->
                Optional.of(new Decision.Declined(
                        approval.decision().flatMap(Approval.Decision::reason).orElse("No reason was given.")));
            case EXPIRED -> Optional.of(new Decision.Declined("Nobody agreed in time."));
            case WITHDRAWN -> Optional.of(new Decision.Declined("It was withdrawn."));
        };
    }

    private Grant grant(TenantId tenant, Approval approval, Approval.Decision made) {
        return new Grant(
                approval.id().toString(),
                tenant,
                approval.tool(),
                approval.argumentsHash(),
                approval.run().toString(),
                approval.key(),
                approval.policyVersion(),
                made.by(),
                clock.instant().plus(LIFE));
    }
}
