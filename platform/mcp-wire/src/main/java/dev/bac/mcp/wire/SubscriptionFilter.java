package dev.bac.mcp.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants to be told, or what of it the server will tell.
 *
 * @param resourceSubscriptions addresses of resources
 * @param taskIds tasks (Tasks extension)
 */
public record SubscriptionFilter(
        @Nullable Boolean toolsListChanged,
        @Nullable Boolean promptsListChanged,
        @Nullable Boolean resourcesListChanged,
        @Nullable List<String> resourceSubscriptions,
        @Nullable List<String> taskIds) {

    public SubscriptionFilter {
        resourceSubscriptions = resourceSubscriptions == null ? null : List.copyOf(resourceSubscriptions);
        taskIds = taskIds == null ? null : List.copyOf(taskIds);
    }

    public boolean tools() {
        return Boolean.TRUE.equals(toolsListChanged);
    }

    public boolean prompts() {
        return Boolean.TRUE.equals(promptsListChanged);
    }

    public boolean resources() {
        return Boolean.TRUE.equals(resourcesListChanged);
    }

    /** Addresses of resources; empty when none were named. */
    public List<String> uris() {
        return resourceSubscriptions == null ? List.of() : resourceSubscriptions;
    }

    /** Ids of tasks; empty when none were named. */
    public List<String> tasks() {
        return taskIds == null ? List.of() : taskIds;
    }
}
