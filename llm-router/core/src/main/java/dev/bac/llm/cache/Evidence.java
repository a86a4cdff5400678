package dev.bac.llm.cache;

/**
 * What speaks for giving a question the answer of its neighbours.
 *
 * @param group the answer proposed
 * @param features what {@link Estimate} weighs; see {@link Neighbours#FEATURES}
 */
@SuppressWarnings("ArrayRecordComponent") // made once, read by the estimate, never compared
record Evidence(String group, double[] features) {}
