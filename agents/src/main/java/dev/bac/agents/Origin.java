package dev.bac.agents;

/**
 * Where a text came from. What a tool returned is data from outside the conversation, never an order.
 *
 * @param server the server that answered; {@code bac} when the host itself did
 */
public record Origin(String server, String tool) {

    /** The host's own word: a refusal, a decline, a handoff. */
    public static Origin host(String tool) {
        return new Origin("bac", tool);
    }
}
