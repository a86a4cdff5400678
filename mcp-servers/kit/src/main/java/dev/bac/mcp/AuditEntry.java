package dev.bac.mcp;

import dev.bac.identity.Caller;
import dev.bac.identity.Delegation;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Who called what, and what came of it; never the arguments themselves, only their digest. */
record AuditEntry(
        Instant at,
        String actor,
        @Nullable String agent,
        String channel,
        String action,
        String outcome,
        ObjectNode details) {

    static AuditEntry of(Instant at, Caller caller, String tool, String outcome) {
        var details = ToolJson.mapper().createObjectNode();
        caller.actor().flatMap(Delegation::run).ifPresent(run -> details.put("run", run));
        return new AuditEntry(
                at,
                caller.user().toString(),
                caller.actor().map(Delegation::agent).orElse(null),
                caller.channel().name(),
                tool,
                outcome,
                details);
    }

    AuditEntry with(String detail, String value) {
        details.put(detail, value);
        return this;
    }

    AuditEntry with(String detail, Optional<String> value) {
        value.ifPresent(present -> details.put(detail, present));
        return this;
    }
}
