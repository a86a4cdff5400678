package dev.bac.mcp.skill;

import dev.bac.mcp.wire.SkillText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a piece of work is done well with a domain's tools.
 *
 * @param domain whose it is: the first step of its address
 * @param name 1 to 64 lower-case letters, digits and single hyphens, as its frontmatter has it
 * @param frontmatter of its {@code SKILL.md}
 * @param files all of it, {@code SKILL.md} first
 */
public record Skill(String domain, String name, ObjectNode frontmatter, List<SkillFile> files) {
    private static final String NAME = "(?!.*--)[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?";

    public Skill {
        files = List.copyOf(files);
        if (!name.matches(NAME) || !name.equals(frontmatter.path("name").asString(""))) {
            throw new IllegalArgumentException(name + " is no skill's name, or not that of its frontmatter");
        }
        if (frontmatter.path("description").asString("").isBlank()) {
            throw new IllegalArgumentException(name + " has no description");
        }
    }

    /** A skill of one file. */
    public static Skill of(String domain, String main) {
        var text = SkillText.parse(main);
        String name = text.frontmatter().path("name").asString("");
        return new Skill(domain, name, text.frontmatter(), List.of(new SkillFile(SkillFile.MAIN, main)));
    }

    /**
     * Reads one from the class path.
     *
     * @param folder such as {@code dev/bac/crm/skills}; the file is {@code <name>/SKILL.md}
     * @throws IllegalArgumentException when it is not there or no {@code SKILL.md} of that name
     */
    public static Skill load(String folder, String domain, String name) {
        String path = folder + "/" + name + "/" + SkillFile.MAIN;
        try (InputStream file = Skill.class.getClassLoader().getResourceAsStream(path)) {
            if (file == null) {
                throw new IllegalArgumentException("there is no " + path);
            }
            var skill = of(domain, new String(file.readAllBytes(), StandardCharsets.UTF_8));
            if (!skill.name().equals(name)) {
                throw new IllegalArgumentException(path + " is called " + skill.name());
            }
            return skill;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** This skill with another file. */
    public Skill with(SkillFile file) {
        var more = new ArrayList<>(files);
        more.add(file);
        return new Skill(domain, name, frontmatter, more);
    }

    /** Its folder's address. */
    String folder() {
        return "skill://" + domain + "/" + name;
    }

    String uri() {
        return uriOf(files.getFirst());
    }

    String uriOf(SkillFile file) {
        return folder() + "/" + file.path();
    }

    String description() {
        return frontmatter.path("description").asString();
    }
}
