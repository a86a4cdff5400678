package dev.bac.llm.routing.choice;

import java.util.Optional;

/**
 * A model that was weighed.
 *
 * @param loss by the policy, in US dollars
 * @param leftOut what speaks against it; empty when nothing does
 * @param never true when it may not answer at all, false when it only comes after those that keep the limits
 */
public record Option(String model, Expected expected, double loss, Optional<String> leftOut, boolean never) {}
