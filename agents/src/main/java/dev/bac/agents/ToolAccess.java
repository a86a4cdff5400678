package dev.bac.agents;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Tools of one server that an agent may call, with fixed arguments and a demand for approval. */
public record ToolAccess(
        String server, List<String> allow, Map<String, JsonNode> bind, Optional<ApprovalRule> approval) {
    public ToolAccess {
        allow = List.copyOf(allow);
        bind = Map.copyOf(bind);
    }
}
