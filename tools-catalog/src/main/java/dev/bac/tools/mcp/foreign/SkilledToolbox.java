package dev.bac.tools.mcp.foreign;

import dev.bac.identity.Caller;
import dev.bac.mcp.wire.Skill;
import dev.bac.mcp.wire.WireJson;
import dev.bac.tools.Canonical;
import dev.bac.tools.Effect;
import dev.bac.tools.Tool;
import dev.bac.tools.ToolCall;
import dev.bac.tools.ToolOutcome;
import dev.bac.tools.Toolbox;
import dev.bac.tools.ToolboxException;
import dev.bac.tools.mcp.McpToolbox;
import dev.bac.tools.mcp.Plain;
import dev.bac.tools.mcp.session.SkillRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Offers a server's skills as one more tool, {@code <server>_skill_read}. Nothing of a skill is fetched before the tool
 * is called. The tool's definition holds a digest of every file, so that a changed skill is a changed tool, which
 * {@link PinnedToolbox} holds back.
 */
final class SkilledToolbox implements Toolbox {
    private static final Logger LOG = LoggerFactory.getLogger(SkilledToolbox.class);
    private static final int LONGEST_DESCRIPTION = 400;
    private static final int MOST_CHARS = 60_000;
    private static final String MAIN = "SKILL.md";

    private final String server;
    private final Toolbox inner;
    private final McpToolbox connected;

    SkilledToolbox(String server, Toolbox inner, McpToolbox connected) {
        this.server = server;
        this.inner = inner;
        this.connected = connected;
    }

    @Override
    public List<Tool> tools(Caller caller) {
        var tools = new ArrayList<>(inner.tools(caller));
        var skills = skills(caller);
        if (!skills.isEmpty() && tools.stream().noneMatch(tool -> tool.name().equals(name()))) {
            tools.add(reader(skills));
        }
        return List.copyOf(tools);
    }

    @Override
    public Optional<String> missing(Caller caller, String tool) {
        return inner.missing(caller, tool);
    }

    @Override
    public ToolOutcome call(Caller caller, ToolCall call) {
        boolean theirs =
                inner.tools(caller).stream().anyMatch(tool -> tool.name().equals(call.tool()));
        return call.tool().equals(name()) && !theirs ? read(caller, call.arguments()) : inner.call(caller, call);
    }

    private String name() {
        return server + "_skill_read";
    }

    /** A server whose skills cannot be listed is still good for its tools. */
    private List<Skill> skills(Caller caller) {
        try {
            return connected.skills(caller);
        } catch (ToolboxException unreachable) {
            LOG.warn("{}: its skills are not offered: {}", server, unreachable.getMessage());
            return List.of();
        }
    }

    private Tool reader(List<Skill> skills) {
        var schema = WireJson.object().put("type", "object").put("$comment", digest(skills));
        var properties = schema.putObject("properties");
        var names = properties
                .putObject("skill")
                .put("type", "string")
                .put("description", "Which skill.")
                .putArray("enum");
        skills.forEach(skill -> names.add(skill.name()));
        properties
                .putObject("file")
                .put("type", "string")
                .put(
                        "description",
                        "A file that the skill speaks of, such as references/more.md; else the skill itself.");
        schema.putArray("required").add("skill");
        String about = skills.stream()
                .map(skill -> "- " + skill.name() + ": " + shortened(Plain.text(skill.description())))
                .collect(Collectors.joining(
                        "\n",
                        "Reads how a piece of work is done with the tools of " + server
                                + ". Read the one that fits before the work:\n",
                        ""));
        return new Tool(
                server,
                name(),
                "Read a skill of " + server,
                about,
                Effect.READ,
                "none",
                schema,
                WireJson.object().put("type", "object"),
                List.of());
    }

    private static String digest(List<Skill> skills) {
        var all = WireJson.object();
        skills.forEach(skill -> all.set(skill.uri(), skill.resources()));
        return Canonical.sha256(all);
    }

    private static String shortened(String text) {
        return text.length() > LONGEST_DESCRIPTION ? text.substring(0, LONGEST_DESCRIPTION) + "…" : text;
    }

    private ToolOutcome read(Caller caller, JsonNode arguments) {
        String wanted = arguments.path("skill").asString("");
        var found = skills(caller).stream()
                .filter(skill -> skill.name().equals(wanted))
                .findFirst();
        if (found.isEmpty()) {
            return new ToolOutcome.Failed("not_found", "%s has no skill \"%s\".".formatted(server, wanted));
        }
        var skill = found.get();
        String folder = skill.uri().substring(0, skill.uri().length() - MAIN.length());
        String path = arguments.path("file").asString(MAIN);
        var files = skill.files().orElse(List.of());
        var file = files.stream().filter(one -> one.uri().equals(folder + path)).findFirst();
        if (file.isEmpty()) {
            String there =
                    files.stream().map(one -> one.uri().replace(folder, "")).collect(Collectors.joining(", "));
            return new ToolOutcome.Failed(
                    "not_found", "The skill %s has no file \"%s\". It has: %s.".formatted(wanted, path, there));
        }
        try {
            String text = Plain.text(connected.skillFile(caller, skill, file.get()));
            return text.length() > MOST_CHARS
                    ? new ToolOutcome.Failed("too_long", "The file has more than " + MOST_CHARS + " characters.")
                    : new ToolOutcome.Done(text, WireJson.object().put("text", text), Optional.empty());
        } catch (SkillRefused changed) {
            return new ToolOutcome.Failed("skill_refused", changed.getMessage() + ". It is not used.");
        }
    }
}
