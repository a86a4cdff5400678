package dev.bac.llm.gateway.web;

import tools.jackson.databind.node.ObjectNode;

/** A refusal in a vendor's shape. */
@FunctionalInterface
public interface Errors {
    ObjectNode body(Refused refused);
}
