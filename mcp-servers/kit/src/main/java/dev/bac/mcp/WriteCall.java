package dev.bac.mcp;

import dev.bac.identity.Caller;
import dev.bac.store.Tx;
import java.util.Optional;

/**
 * A call that changes something, as one transaction: the key is claimed, the grant is used up, the work is done, the
 * answer is kept for repeats and the audit row is written, or none of it.
 */
record WriteCall(
        Caller caller, BoundTool.Ready<?, ?> ready, Optional<String> key, Optional<String> grant, GrantCheck grants) {

    Tool<?, ?> tool() {
        return ready.bound().tool();
    }

    /** Life-cycle tools are asked for by the platform's own workflow, in which a person has agreed already. */
    boolean lacksApproval() {
        return tool().needsApproval() && !tool().hidden() && grant.isEmpty();
    }

    ToolAnswer.Result commit(Tx tx) {
        refuseSuspended(tx);
        var before = key.flatMap(used -> CallRecords.claim(tx, used, requestHash()));
        if (before.isPresent()) {
            return before.get();
        }
        var used = grant.map(proof -> grants.check(proof, caller, tool().name(), ready.argumentsHash()));
        used.ifPresent(agreed -> CallRecords.consume(tx, agreed.id()));
        var result = ready.run(caller, tx);
        key.ifPresent(claimed -> CallRecords.keep(tx, claimed, result));
        CallRecords.audit(
                tx,
                AuditEntry.of(tx.now(), caller, tool().name(), "done")
                        .with("arguments", ready.argumentsHash())
                        .with("key", key)
                        .with("grant", used.map(agreed -> agreed.id()))
                        .with("approved_by", used.map(agreed -> agreed.approvedBy()
                                .toString())));
        return result;
    }

    /** What it would come to; the transaction around it is rolled back. */
    ToolAnswer.Result preview(Tx tx) {
        refuseSuspended(tx);
        return ready.run(caller, tx);
    }

    /** The answer of an earlier call with the same key. */
    Optional<ToolAnswer.Result> earlier(Tx tx) {
        return key.flatMap(used -> CallRecords.earlier(tx, used, requestHash()));
    }

    private void refuseSuspended(Tx tx) {
        if (!tool().hidden()) {
            CallRecords.refuseSuspended(tx);
        }
    }

    private String requestHash() {
        var request = ToolJson.mapper().createObjectNode();
        request.put("user", caller.user().toString());
        request.put("tool", tool().name()).put("arguments", ready.argumentsHash());
        return CanonicalJson.hash(request);
    }
}
