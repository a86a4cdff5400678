package dev.bac.provisioning.activation;

import dev.bac.provisioning.feature.Feature;
import dev.bac.provisioning.plan.Plan;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** An activation as tools answer it; {@code features} are those that are on. */
public record ActivationRow(
        UUID id,
        String number,
        String businessName,
        String industry,
        String country,
        String currency,
        UUID tenantId,
        ActivationState state,
        Standing standing,
        Plan plan,
        List<String> features,
        List<String> domains,
        long stepsDone,
        List<Activation.Step> steps,
        Instant createdAt,
        Instant updatedAt) {

    public static ActivationRow of(Activation activation) {
        return new ActivationRow(
                activation.id(),
                "BIZ-" + activation.number(),
                activation.profile().businessName(),
                activation.profile().industry(),
                activation.profile().country(),
                activation.profile().currency(),
                activation.newTenant(),
                activation.state(),
                activation.standing(),
                activation.profile().plan(),
                Arrays.stream(Feature.values())
                        .filter(activation.profile()::has)
                        .map(Feature::key)
                        .toList(),
                activation.profile().domains(),
                activation.done(),
                activation.steps(),
                activation.createdAt(),
                activation.updatedAt());
    }
}
