package dev.bac.tools.mcp.session;

import dev.bac.mcp.wire.RpcError;
import dev.bac.mcp.wire.RpcException;
import dev.bac.mcp.wire.Skill;
import dev.bac.mcp.wire.Tool;
import dev.bac.mcp.wire.WireJson;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Reads what servers declare. */
public final class Declared {
    private static final Logger LOG = LoggerFactory.getLogger(Declared.class);

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_./-]{1,128}");
    private static final int DEEPEST = 64;

    private Declared() {}

    /** A tool; empty for one that cannot be read, or must not be, so that it takes no other with it. */
    public static Optional<Tool> tool(String server, JsonNode json) {
        try {
            var tool = WireJson.read(json, Tool.class, "tool");
            if (!NAME.matcher(tool.name()).matches()) {
                throw new RpcException(RpcError.INVALID_PARAMS, "its name has characters that no name has");
            }
            if (isDeeper(json, DEEPEST)) {
                throw new RpcException(RpcError.INVALID_PARAMS, tool.name() + " has too deep a schema");
            }
            return Optional.of(tool);
        } catch (RpcException broken) {
            LOG.warn("{}: a tool is not offered: {}", server, broken.getMessage());
            return Optional.empty();
        }
    }

    /** A skill; empty for one that cannot be read, or whose files are not listed and so cannot be checked. */
    public static Optional<Skill> skill(String server, JsonNode json) {
        try {
            var skill = WireJson.read(json, Skill.class, "skill");
            long bytes = skill
                    .files()
                    .orElseThrow(
                            () -> new RpcException(RpcError.INVALID_PARAMS, skill.uri() + " does not list its files"))
                    .stream()
                    .mapToLong(Skill.File::size)
                    .sum();
            if (skill.resources().size() > Skill.MOST_FILES || bytes > Skill.MOST_BYTES || isDeeper(json, DEEPEST)) {
                throw new RpcException(RpcError.INVALID_PARAMS, skill.uri() + " is too large");
            }
            return Optional.of(skill);
        } catch (RpcException broken) {
            LOG.warn("{}: a skill is not offered: {}", server, broken.getMessage());
            return Optional.empty();
        }
    }

    private static boolean isDeeper(JsonNode json, int levels) {
        return json.isContainer() && (levels == 0 || json.valueStream().anyMatch(inner -> isDeeper(inner, levels - 1)));
    }
}
