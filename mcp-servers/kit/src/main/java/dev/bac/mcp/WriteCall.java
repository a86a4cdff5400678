package dev.bac.mcp;

import dev.bac.identity.Caller;
import dev.bac.identity.Grant;
import dev.bac.store.Audit;
import dev.bac.store.CanonicalJson;
import dev.bac.store.GrantsUsed;
import dev.bac.store.Idempotency;
import dev.bac.store.Tx;
import java.util.Map;
import java.util.Optional;

/**
 * A call that changes something, as one transaction: the key is claimed, the grant is used up, the work is done, the
 * answer is kept for repeats and the audit row is written, or none of it.
 */
record WriteCall(Caller caller, BoundTool.Ready<?, ?> ready, Optional<String> key, Agreement agreement) {

    /**
     * What people must have agreed to, and the proof that they did.
     *
     * @param askedByRule a rule of the company's wants approval, whatever the tool itself wants
     */
    record Agreement(Optional<String> grant, boolean askedByRule, GrantCheck grants) {}

    Tool<?, ?> tool() {
        return ready.bound().tool();
    }

    /** Life-cycle tools are asked for by the platform's own workflow, in which a person has agreed already. */
    boolean lacksApproval() {
        return (tool().needsApproval() || agreement.askedByRule())
                && !tool().hidden()
                && agreement.grant().isEmpty();
    }

    ToolAnswer.Result commit(Tx tx) {
        refuseBarred(tx);
        return key.map(used ->
                        CallRecords.restored(Idempotency.once(tx, used, requestHash(), () -> CallRecords.kept(run(tx)))
                                .json()))
                .orElseGet(() -> run(tx));
    }

    private ToolAnswer.Result run(Tx tx) {
        var used = agreement
                .grant()
                .map(proof -> agreement.grants().check(proof, caller, tool().name(), ready.argumentsHash()));
        used.ifPresent(agreed -> GrantsUsed.consume(tx, agreed.id()));
        var result = ready.run(caller, tx);
        Map<String, Optional<String>> details = Map.of(
                "arguments", Optional.of(ready.argumentsHash()),
                "key", key,
                "grant", used.map(Grant::id),
                "approved_by", used.map(agreed -> agreed.approvedBy().toString()));
        Audit.write(tx, CallRecords.entry(caller, tool().name(), "done", details));
        return result;
    }

    /** What it would come to; the transaction around it is rolled back. */
    ToolAnswer.Result preview(Tx tx) {
        refuseBarred(tx);
        return ready.run(caller, tx);
    }

    /** The answer of an earlier call with the same key. */
    Optional<ToolAnswer.Result> earlier(Tx tx) {
        return key.flatMap(used -> Idempotency.find(tx, used, requestHash())).map(CallRecords::restored);
    }

    private void refuseBarred(Tx tx) {
        if (!tool().hidden()) {
            CallRecords.refuse(tx, tool());
        }
    }

    private String requestHash() {
        var request = ToolJson.mapper().createObjectNode();
        request.put("user", caller.user().toString());
        request.put("tool", tool().name()).put("arguments", ready.argumentsHash());
        return CanonicalJson.sha256(request);
    }
}
