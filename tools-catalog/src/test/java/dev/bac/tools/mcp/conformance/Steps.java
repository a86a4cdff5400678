package dev.bac.tools.mcp.conformance;

import dev.bac.identity.Caller;
import dev.bac.mcp.wire.Protocol;
import dev.bac.mcp.wire.Skill;
import dev.bac.mcp.wire.Tool;
import dev.bac.mcp.wire.WireJson;
import dev.bac.tools.mcp.modern.ModernSession;
import dev.bac.tools.mcp.session.Session;
import dev.bac.tools.mcp.session.SkillCheck;
import dev.bac.tools.mcp.session.SkillRefused;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the client does in each scenario; most want the first tool called. */
record Steps(Session session, Caller caller) {

    void take(String scenario, JsonNode context) {
        var tools = session.tools(caller);
        switch (scenario) {
            case "json-schema-ref-no-deref" -> {
                // Listing is all: nothing of a schema may be fetched.
            }
            case "json-schema-2020-12-preservation" -> echo(tools);
            case "sep-2640-client-no-prefetch" -> {
                var _ = session.skills(caller); // Listing is all: nothing may be fetched before it is wanted.
            }
            case "sep-2640-client-verify-digest", "sep-2640-client-verify-size", "sep-2640-client-verify-frontmatter" ->
                session.skills(caller).forEach(this::load);
            case "http-custom-headers" ->
                context.path("toolCalls")
                        .forEach(wanted ->
                                call(wanted.path("name").stringValue(), (ObjectNode) wanted.path("arguments")));
            case "http-standard-headers" -> everything(tools);
            case "http-invalid-tool-headers", "sep-2322-client-request-state" ->
                tools.forEach(tool -> call(tool.name(), sample()));
            default -> tools.stream().limit(1).forEach(tool -> call(tool.name(), sample()));
        }
    }

    /** A skill and then what belongs to it; the first file that is not what was listed ends it. */
    private void load(Skill skill) {
        for (var file : skill.files().orElseThrow()) {
            try {
                SkillCheck.check(skill, file, session.text(caller, file.uri()));
            } catch (SkillRefused changed) {
                return;
            }
        }
    }

    private void echo(List<Tool> tools) {
        var seen = tools.stream()
                .filter(tool -> tool.name().equals("json_schema_2020_12_tool"))
                .findFirst()
                .orElseThrow();
        var arguments = WireJson.object();
        arguments.set("schema", seen.inputSchema());
        call("json_schema_echo", arguments);
    }

    private void everything(List<Tool> tools) {
        tools.forEach(tool -> call(tool.name(), WireJson.object()));
        var modern = (ModernSession) session;
        var resources = modern.ask(caller, Protocol.RESOURCES_LIST, WireJson.object());
        resources
                .path("resources")
                .forEach(resource -> modern.ask(
                        caller,
                        Protocol.RESOURCES_READ,
                        WireJson.object().put("uri", resource.path("uri").stringValue())));
        var prompts = modern.ask(caller, Protocol.PROMPTS_LIST, WireJson.object());
        prompts.path("prompts")
                .forEach(prompt -> modern.ask(
                        caller,
                        Protocol.PROMPTS_GET,
                        WireJson.object().put("name", prompt.path("name").stringValue())));
    }

    private void call(String tool, ObjectNode arguments) {
        session.call(caller, ConformanceClient.call(tool, arguments));
    }

    private static ObjectNode sample() {
        return WireJson.object().put("a", 2).put("b", 3);
    }
}
