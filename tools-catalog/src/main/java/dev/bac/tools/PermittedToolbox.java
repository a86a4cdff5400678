package dev.bac.tools;

import dev.bac.identity.Caller;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Only the tools that an agent may call and its caller may see. Names are compared byte for byte, so a look-alike is
 * another name; an argument that the tool does not have stops the call before it leaves the host.
 */
public final class PermittedToolbox implements Toolbox {
    private final Toolbox inner;
    private final Map<String, ToolGrant> grants = new LinkedHashMap<>();
    private final int maxArgumentChars;

    /** @param maxArgumentChars longest arguments of one call, in characters of JSON */
    public PermittedToolbox(Toolbox inner, Collection<ToolGrant> grants, int maxArgumentChars) {
        this.inner = inner;
        this.maxArgumentChars = maxArgumentChars;
        grants.forEach(grant -> this.grants.put(grant.tool(), grant));
    }

    @Override
    public List<Tool> tools(Caller caller) {
        return inner.tools(caller).stream()
                .filter(tool -> grants.containsKey(tool.name()) && caller.mayCall(tool.name()))
                .map(this::withoutFixedArguments)
                .toList();
    }

    @Override
    public ToolOutcome call(Caller caller, ToolCall call) {
        var tools = tools(caller);
        var tool = tools.stream().filter(one -> one.name().equals(call.tool())).findFirst();
        if (tool.isEmpty()) {
            var why = grants.values().stream().anyMatch(grant -> grant.covers(call.tool()))
                    ? inner.missing(caller, call.tool())
                    : Optional.<String>empty();
            return new ToolOutcome.Failed("unknown_tool", why.orElseGet(() -> "There is no tool \"%s\" here. %s"
                    .formatted(call.tool(), offer(tools))));
        }
        return complaint(tool.get(), call)
                .<ToolOutcome>map(text -> new ToolOutcome.Failed("invalid", text))
                .orElseGet(() -> inner.call(caller, call.withArguments(bound(call))));
    }

    /** The arguments with those that the admin has fixed: what really runs, and what a person approves. */
    public ObjectNode bound(ToolCall call) {
        var arguments = call.arguments().deepCopy();
        var grant = grants.get(call.tool());
        if (grant != null) {
            grant.bind().forEach(arguments::set);
        }
        return arguments;
    }

    /** Why this call may not leave the host, if it may not; a caller's own tools are known to be offered. */
    public Optional<String> complaint(Caller caller, ToolCall call) {
        return tools(caller).stream()
                .filter(tool -> tool.name().equals(call.tool()))
                .findFirst()
                .flatMap(tool -> complaint(tool, call));
    }

    private Optional<String> complaint(Tool tool, ToolCall call) {
        if (call.arguments().toString().length() > maxArgumentChars) {
            return Optional.of("The arguments of %s are longer than %d characters; send less at a time."
                    .formatted(tool.name(), maxArgumentChars));
        }
        var known = tool.inputSchema().path("properties").propertyNames();
        return call.arguments().propertyNames().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .map(name -> "%s has no argument \"%s\"; its arguments are %s."
                        .formatted(tool.name(), name, String.join(", ", known)));
    }

    private Tool withoutFixedArguments(Tool tool) {
        var grant = grants.get(tool.name());
        if (grant == null || grant.bind().isEmpty()) {
            return tool;
        }
        var schema = tool.inputSchema().deepCopy();
        if (schema.path("properties") instanceof ObjectNode properties) {
            properties.remove(grant.bind().keySet());
        }
        if (schema.path("required") instanceof ArrayNode required) {
            required.removeIf(name -> grant.bind().containsKey(name.asString("")));
        }
        return tool.withInputSchema(schema);
    }

    private static String offer(List<Tool> tools) {
        return tools.isEmpty()
                ? "You have no tools; answer from the conversation or say that you cannot."
                : "You may call: "
                        + String.join(", ", tools.stream().map(Tool::name).toList()) + ".";
    }
}
