package dev.bac.provisioning.activation;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** An activation as tools answer it. */
public record ActivationRow(
        UUID id,
        String number,
        String businessName,
        String industry,
        String country,
        String currency,
        UUID tenantId,
        ActivationState state,
        long stepsDone,
        List<Activation.Step> steps,
        Instant createdAt,
        Instant updatedAt) {

    static ActivationRow of(Activation activation) {
        return new ActivationRow(
                activation.id(),
                "BIZ-" + activation.number(),
                activation.profile().businessName(),
                activation.profile().industry(),
                activation.profile().country(),
                activation.profile().currency(),
                activation.newTenant(),
                activation.state(),
                activation.done(),
                activation.steps(),
                activation.createdAt(),
                activation.updatedAt());
    }
}
