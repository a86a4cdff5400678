package dev.bac.tools.mcp.session;

import tools.jackson.databind.node.ObjectNode;

/** What the person said. */
public sealed interface Answer {

    /** Yes; what is left out takes the form's defaults. */
    record Accepted(ObjectNode content) implements Answer {}

    /** No. */
    record Declined() implements Answer {}

    /** Neither: closed, or nobody answered in time. */
    record Cancelled() implements Answer {}
}
