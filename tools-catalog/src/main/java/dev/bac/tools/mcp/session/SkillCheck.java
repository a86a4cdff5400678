package dev.bac.tools.mcp.session;

import dev.bac.mcp.wire.Skill;
import dev.bac.mcp.wire.SkillText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Compares a file of a skill with what its server listed (SEP-2640, "Integrity and verification"): its size, its digest
 * and, of a {@code SKILL.md}, its frontmatter, field by field. What was read by a person before must be what a model
 * reads.
 */
public final class SkillCheck {
    private SkillCheck() {}

    /** @throws SkillRefused when one of them differs */
    public static void check(Skill skill, Skill.File file, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length != file.size()) {
            throw new SkillRefused(file.uri() + " is not as long as its server listed it");
        }
        if (!digest(bytes).equals(file.digest())) {
            throw new SkillRefused(file.uri() + " does not have the digest that its server listed");
        }
        if (file.uri().equals(skill.uri()) && !frontmatter(text, file).equals(skill.frontmatter())) {
            throw new SkillRefused(file.uri() + " begins otherwise than its server listed");
        }
    }

    private static Object frontmatter(String text, Skill.File file) {
        try {
            return SkillText.parse(text).frontmatter();
        } catch (IllegalArgumentException malformed) {
            throw new SkillRefused(file.uri() + ": " + malformed.getMessage());
        }
    }

    private static String digest(byte[] bytes) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
