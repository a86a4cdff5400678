package dev.bac.orchestrator.agent;

import java.time.Instant;

/**
 * A text of an agent that is or was in force.
 *
 * @param hash SHA-256 of it, in hexadecimal
 * @param author who sent it, or the file it came from
 * @param inForce whether new conversations run it now
 */
public record AgentVersion(String hash, String author, Instant at, boolean inForce) {}
