package dev.bac.provisioning.life;

import dev.bac.provisioning.activation.Activation;
import dev.bac.provisioning.plan.Plan;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** An order as tools answer it. */
public record OrderRow(
        String number,
        String business,
        OrderKind kind,
        OrderState state,
        @Nullable Plan plan,
        @Nullable String detail,
        @Nullable ObjectNode result,
        Instant dueAt,
        @Nullable Instant finishedAt) {

    static OrderRow of(Order order, Activation business) {
        return new OrderRow(
                order.label(),
                business.label(),
                order.kind(),
                order.state(),
                order.plan(),
                order.detail(),
                order.result(),
                order.dueAt(),
                order.finishedAt());
    }
}
