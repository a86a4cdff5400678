package dev.bac.tools.mcp.session;

import tools.jackson.databind.node.ObjectNode;

/**
 * One call of a tool.
 *
 * @param meta our own fields of the request's {@code _meta}
 */
public record Call(String tool, ObjectNode arguments, ObjectNode meta) {}
