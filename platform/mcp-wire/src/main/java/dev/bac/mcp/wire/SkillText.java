package dev.bac.mcp.wire;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A {@code SKILL.md} (agentskills.io, specification): YAML between two lines {@code ---}, then instructions.
 *
 * @param frontmatter the YAML as JSON
 */
public record SkillText(ObjectNode frontmatter, String body) {
    private static final YAMLMapper YAML = YAMLMapper.builder().build();
    private static final int MOST_CHARS = 1024 * 1024;
    private static final Pattern FORM =
            Pattern.compile("\\uFEFF?---\\r?\\n(.*?)\\r?\\n---[ \\t]*(?:\\r?\\n(.*)|)", Pattern.DOTALL);

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException when it is not of that form
     */
    public static SkillText parse(String file) {
        Matcher form = FORM.matcher(file);
        if (file.length() > MOST_CHARS || !form.matches()) {
            throw new IllegalArgumentException("a SKILL.md begins with YAML between two lines ---");
        }
        try {
            // Once more as JSON, so that it equals what came as JSON.
            String json = YAML.readTree(form.group(1)).toString();
            if (WireJson.mapper().readTree(json) instanceof ObjectNode frontmatter) {
                String body = form.group(2) == null ? "" : form.group(2);
                return new SkillText(frontmatter, body.strip());
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the frontmatter of a SKILL.md is not valid YAML", e);
        }
        throw new IllegalArgumentException("the frontmatter of a SKILL.md is a mapping");
    }
}
