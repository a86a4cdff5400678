package dev.bac.provisioning.activation;

/** How far a step has come. */
public enum StepState {
    PENDING,
    RUNNING,
    DONE,
    FAILED,
    COMPENSATED
}
