package dev.bac.orchestrator.conversation;

import dev.bac.orchestrator.problem.Problem;
import dev.bac.orchestrator.run.ModelUsageView;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The payloads of the event stream, as /openapi.json describes them. */
final class Events {
    private static final JsonMapper JSON = JsonMapper.shared();

    private Events() {}

    record Text(UUID run, String delta) {}

    record AgentTakesOver(UUID run, String agent, String title, String why) {}

    record ToolCall(
            UUID run,
            String call,
            String tool,
            String title,
            String server,
            String effect,
            JsonNode arguments,
            @Nullable String within,
            @Nullable String agent) {}

    record ToolResult(
            UUID run,
            String call,
            String tool,
            boolean failed,
            @Nullable String code,
            String text,
            @Nullable JsonNode content,
            long ms,
            @Nullable String within,
            @Nullable String agent) {}

    record Progress(UUID run, String tool, int done, int total, String message) {}

    record Approval(UUID run, dev.bac.orchestrator.approval.ApprovalView approval) {}

    record Used(UUID run, ModelUsageView usage) {}

    record Done(UUID run, String state) {}

    record Failed(UUID run, Problem problem) {}

    static JsonNode json(Record payload) {
        return JSON.valueToTree(payload);
    }
}
