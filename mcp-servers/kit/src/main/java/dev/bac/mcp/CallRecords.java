package dev.bac.mcp;

import dev.bac.identity.Caller;
import dev.bac.identity.Delegation;
import dev.bac.store.AuditEntry;
import dev.bac.store.Tenants;
import dev.bac.store.Tx;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the store keeps of a call. */
final class CallRecords {
    private CallRecords() {}

    /** @throws ToolRefusal when nobody may work for this tenant now */
    static void refuseSuspended(Tx tx) {
        if (tx.state() != Tenants.State.ACTIVE) {
            throw new ToolRefusal("tenant_suspended", "This company is suspended. An operator can resume it.");
        }
    }

    /** @throws ToolRefusal when nobody may work for this tenant now, or not with this tool */
    static void refuse(Tx tx, Tool<?, ?> tool) {
        refuseSuspended(tx);
        Entitlements.of(tx).refuseClosed(tool.name());
    }

    /** A result as it is kept for repeats. */
    static ObjectNode kept(ToolAnswer.Result result) {
        var answer = ToolJson.mapper().createObjectNode().put("text", result.text());
        answer.set("content", result.content());
        return answer;
    }

    /** What was kept, as a result again. */
    static ToolAnswer.Result restored(JsonNode answer) {
        return new ToolAnswer.Result(answer.path("text").asString(), (ObjectNode) answer.path("content"));
    }

    /** Who called what, and what came of it; never the arguments themselves, only their digest. */
    static AuditEntry entry(Caller caller, String tool, String outcome, Map<String, Optional<String>> details) {
        var json = ToolJson.mapper().createObjectNode();
        details.forEach((name, value) -> value.ifPresent(present -> json.put(name, present)));
        caller.actor().flatMap(Delegation::run).ifPresent(run -> json.put("run", run));
        return new AuditEntry(
                caller.user().toString(),
                caller.actor().map(Delegation::agent),
                caller.channel().name(),
                tool,
                outcome,
                json);
    }
}
