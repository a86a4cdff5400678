package dev.bac.orchestrator.activation;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.Scope;
import dev.bac.identity.TenantId;
import dev.bac.identity.UserId;
import dev.bac.tools.ToolCall;
import dev.bac.tools.ToolOutcome;
import dev.bac.tools.Toolbox;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Calls of servers' hidden tools by the platform itself, with the scope {@code platform:provision} and no other. */
public final class PlatformCalls {
    private static final UserId PLATFORM = new UserId(new UUID(0, 0));

    private final Toolbox toolbox;

    public PlatformCalls(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    /**
     * One call, for a tenant.
     *
     * @param key the same for a repetition of the same call, so that it happens once
     * @return the structured result
     * @throws CallRefused when the tool says no
     */
    public JsonNode call(TenantId tenant, String tool, ObjectNode arguments, String key) {
        var caller = new Caller(
                tenant,
                PLATFORM,
                "platform",
                Set.of(),
                Set.of(Scope.PLATFORM_PROVISION),
                Channel.PLATFORM,
                Optional.empty());
        return switch (toolbox.call(caller, new ToolCall(tool, arguments, key, Optional.empty()))) {
            case ToolOutcome.Done done -> done.content();
            case ToolOutcome.Failed failed -> throw new CallRefused(failed.code(), tool + ": " + failed.text());
            case ToolOutcome.NeedsApproval needs -> throw new CallRefused("approval", tool + ": " + needs.text());
        };
    }

    /** A tool did not do what the platform asked of it. */
    public static final class CallRefused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String code;

        CallRefused(String code, String message) {
            super(message);
            this.code = code;
        }

        /** Such as {@code not_found}. */
        public String code() {
            return code;
        }
    }
}
