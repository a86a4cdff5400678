package dev.bac.tools.mcp.session;

/** A skill's file is not what its server listed. Its text must not be used. */
public final class SkillRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SkillRefused(String why) {
        super(why);
    }
}
