package dev.bac.llm.cache;

/**
 * A question whose true answer became known, beside the answer its neighbours proposed.
 *
 * @param right whether the proposed answer was the true one
 * @param weight for how many questions it stands: one over the chance with which it was looked at
 */
@SuppressWarnings("ArrayRecordComponent") // read by the estimate, never compared
record Observation(double[] features, boolean right, double weight) {}
