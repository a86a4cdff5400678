package dev.bac.provisioning.activation;

/** How far an activation has come. */
public enum ActivationState {
    REQUESTED,
    RUNNING,
    ACTIVE,
    FAILED,
    /** What had been made was taken away again. */
    COMPENSATED
}
