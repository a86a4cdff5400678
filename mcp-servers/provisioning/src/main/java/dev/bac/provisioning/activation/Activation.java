package dev.bac.provisioning.activation;

import dev.bac.provisioning.profile.Profile;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A business being set up, or set up.
 *
 * @param number told as {@code BIZ-1001}
 * @param requestKey the same key asks for the same business
 * @param newTenant the company made for it; drawn once, never again
 * @param prepared true when its tenant was prepared beforehand on every server
 * @param standing where it is in its life once it is active
 * @param steps all seven, in order
 */
public record Activation(
        UUID id,
        int number,
        @Nullable String requestKey,
        UUID newTenant,
        boolean prepared,
        Profile profile,
        ActivationState state,
        Standing standing,
        List<Step> steps,
        String createdBy,
        Instant createdAt,
        Instant updatedAt) {
    public Activation {
        steps = List.copyOf(steps);
    }

    /** A step; {@code detail} is its result, or why it failed. */
    public record Step(
            int position,
            StepName name,
            StepState state,
            int attempts,
            @Nullable String detail,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt) {}

    /** {@code BIZ-1001 Medix (pharmacy)}. */
    public String label() {
        return "BIZ-" + number + " " + profile.businessName() + " (" + profile.industry() + ")";
    }

    /** True when its people work with it. */
    public boolean open() {
        return state == ActivationState.ACTIVE && standing == Standing.OPEN;
    }

    /** As it is with these steps. */
    Activation with(List<Step> changed, Instant now) {
        return new Activation(
                id,
                number,
                requestKey,
                newTenant,
                prepared,
                profile,
                stateOf(changed),
                standing,
                changed,
                createdBy,
                createdAt,
                now);
    }

    long done() {
        return steps.stream().filter(step -> step.state() == StepState.DONE).count();
    }

    /** The activation's state as its steps say it. */
    static ActivationState stateOf(List<Step> steps) {
        if (steps.stream().anyMatch(step -> step.state() == StepState.FAILED)) {
            return ActivationState.FAILED;
        }
        if (steps.stream().allMatch(step -> step.state() == StepState.DONE)) {
            return ActivationState.ACTIVE;
        }
        if (steps.stream().allMatch(step -> step.state() == StepState.PENDING)) {
            return ActivationState.REQUESTED;
        }
        boolean takenBack = steps.stream()
                .allMatch(step -> step.state() == StepState.COMPENSATED || step.state() == StepState.PENDING);
        return takenBack ? ActivationState.COMPENSATED : ActivationState.RUNNING;
    }
}
