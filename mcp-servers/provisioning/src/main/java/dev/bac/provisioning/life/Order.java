package dev.bac.provisioning.life;

import dev.bac.provisioning.plan.Plan;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Something ordered for a business.
 *
 * @param number told as {@code ORD-1001}
 * @param plan the one it changes to; null when it stays
 * @param features all of them by key, as they are after a change; empty for other kinds
 * @param detail what came of it, in words
 * @param result what came of it, to keep: a receipt, a file
 * @param dueAt not done before
 */
public record Order(
        UUID id,
        int number,
        UUID activation,
        OrderKind kind,
        OrderState state,
        @Nullable Plan plan,
        Map<String, Boolean> features,
        @Nullable String detail,
        @Nullable ObjectNode result,
        String createdBy,
        Instant createdAt,
        Instant dueAt,
        @Nullable Instant finishedAt) {
    public Order {
        features = Map.copyOf(features);
    }

    /** {@code ORD-1001}. */
    public String label() {
        return "ORD-" + number;
    }
}
