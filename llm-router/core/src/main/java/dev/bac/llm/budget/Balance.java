package dev.bac.llm.budget;

/**
 * How an account stands.
 *
 * @param spent settled, in units
 * @param held taken by nodes to spend from, calls in flight among it
 * @param alerted the highest percentage that was told; zero when none was
 */
public record Balance(Account account, long spent, long held, int alerted) {}
