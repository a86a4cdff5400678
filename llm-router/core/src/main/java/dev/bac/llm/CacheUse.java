package dev.bac.llm;

/**
 * Whether a request may be answered by an answer that was given before, and its answer kept for others.
 *
 * @param mode which requests count as the same
 * @param audience among whom answers are shared, always within one tenant
 * @param version what made the prompt, such as an agent's name and digest: another version begins anew
 */
public record CacheUse(Mode mode, Audience audience, String version) {
    /** Only where the request's temperature is 0, and for the user alone. */
    public static final CacheUse USUAL = new CacheUse(Mode.WHEN_FIXED, Audience.USER, "");

    /** Neither looks nor keeps, as {@code Cache-Control: no-cache, no-store} asks. */
    public static final CacheUse NEVER = new CacheUse(Mode.NEVER, Audience.USER, "");

    /** Which requests count as the same. */
    public enum Mode {
        /** None. */
        NEVER,
        /** Equal ones at temperature 0, where the caller asks for the same answer every time. */
        WHEN_FIXED,
        /** Equal ones. */
        EXACT,
        /** Also those whose last question means the same, under the configured bound of errors. */
        SEMANTIC
    }

    /** Among whom answers are shared. */
    public enum Audience {
        /** The user with the same scopes. */
        USER,
        /** All of the tenant: the author says that the prompt holds nothing that not everybody may read. */
        TENANT
    }
}
