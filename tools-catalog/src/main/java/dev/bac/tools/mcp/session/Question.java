package dev.bac.tools.mcp.session;

import tools.jackson.databind.node.ObjectNode;

/** What a server asks a person while a call of a tool runs; its words are a stranger's, to be shown as such. */
public sealed interface Question {

    String server();

    String tool();

    String message();

    /**
     * To be filled in.
     *
     * @param schema a flat object of primitive properties, with titles and defaults
     */
    record Form(String server, String tool, String message, ObjectNode schema) implements Question {}

    /**
     * To be done at an address, such as a payment.
     *
     * @param url to be shown in full and opened only when the person agrees
     */
    record Visit(String server, String tool, String message, String url) implements Question {}
}
