package dev.bac.mcp.wire;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A skill as a list shows it: instructions for a client's model, kept by the server as files (Skills extension,
 * SEP-2640).
 *
 * @param uri of its {@code SKILL.md}
 * @param frontmatter of that file, as it stands there; it has a {@code name} and a {@code description}
 * @param resources every file of it as {@link File}, or {@code "dynamic"} when the server makes them as they are read
 */
public record Skill(String uri, ObjectNode frontmatter, JsonNode resources) {
    private static final String DYNAMIC = "dynamic";

    /** Most files of one skill that a server should serve, its SKILL.md included. */
    public static final int MOST_FILES = 512;

    /** Most bytes of all files of one skill. */
    public static final long MOST_BYTES = 16 * 1024 * 1024;

    public Skill {
        Wanted.here(uri, "uri");
        Wanted.here(frontmatter, "frontmatter");
        Wanted.here(resources, "resources");
        if (!frontmatter.path("name").isString()
                || !frontmatter.path("description").isString()) {
            throw new IllegalArgumentException("a skill's frontmatter has a name and a description");
        }
        if (!resources.isArray() && !DYNAMIC.equals(resources.asString(""))) {
            throw new IllegalArgumentException("a skill's resources are a list or \"dynamic\"");
        }
    }

    /**
     * A file of a skill.
     *
     * @param digest {@code sha256:} and 64 lower-case hexadecimal digits, over the raw bytes
     * @param size in bytes
     */
    public record File(String uri, String digest, long size) {
        public File {
            Wanted.here(uri, "uri");
            Wanted.here(digest, "digest");
        }
    }

    public static Skill of(String uri, ObjectNode frontmatter, List<File> files) {
        return new Skill(uri, frontmatter, WireJson.mapper().valueToTree(files));
    }

    public String name() {
        return frontmatter.path("name").asString();
    }

    public String description() {
        return frontmatter.path("description").asString();
    }

    /**
     * Every file of it; empty when they are not known before they are read.
     *
     * @throws RpcException when a file lacks its digest or size
     */
    public Optional<List<File>> files() {
        return resources.isArray()
                ? Optional.of(resources
                        .valueStream()
                        .map(file -> WireJson.read(file, File.class, "skill.resources"))
                        .toList())
                : Optional.empty();
    }
}
