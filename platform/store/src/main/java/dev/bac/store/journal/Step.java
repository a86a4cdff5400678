package dev.bac.store.journal;

/**
 * One effect of a run.
 *
 * @param run id of the run
 * @param step its name within the run, the same when the run is taken over
 * @param key the idempotency key that goes along with the effect
 * @param requestHash tells whether it is the same request
 */
public record Step(String run, String step, String key, String requestHash) {}
