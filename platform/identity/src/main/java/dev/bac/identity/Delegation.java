package dev.bac.identity;

import java.util.Optional;
import java.util.Set;

/**
 * An agent that acts for the user (RFC 8693, {@code act}).
 *
 * @param agent name of the agent
 * @param tools the only tools it may call on this server
 * @param run the run it acts in, if any
 */
public record Delegation(String agent, Set<String> tools, Optional<String> run) {
    public Delegation {
        tools = Set.copyOf(tools);
    }
}
