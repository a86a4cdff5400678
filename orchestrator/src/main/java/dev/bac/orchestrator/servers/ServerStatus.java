package dev.bac.orchestrator.servers;

import java.util.List;

/**
 * A foreign server as an admin sees it.
 *
 * @param at its address or program
 * @param state {@code ready}, {@code down} or {@code not_connected}
 * @param detail why it is not ready, and what to do; else empty
 * @param tools names of the tools that agents may be given
 * @param waiting definitions that wait for the admin
 */
public record ServerStatus(
        String name, String at, String state, String detail, List<String> tools, List<Waiting> waiting) {

    /**
     * A definition that is not the accepted one.
     *
     * @param added true for a tool that was not there before
     * @param description what its server says of it now, in a stranger's words
     */
    public record Waiting(String tool, String hash, boolean added, String title, String description) {}
}
