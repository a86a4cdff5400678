package dev.bac.mcp.skill;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file of a skill.
 *
 * @param path within the skill, such as {@code references/tools.md}
 */
public record SkillFile(String path, String text) {
    /** What every skill begins with. */
    public static final String MAIN = "SKILL.md";

    static final String MARKDOWN = "text/markdown";

    public SkillFile {
        if (!path.matches("(?:[A-Za-z0-9-]+/)*[A-Za-z0-9-]+\\.md")) {
            throw new IllegalArgumentException(path + " is no path of a Markdown file within a skill");
        }
    }

    long size() {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    String digest() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
