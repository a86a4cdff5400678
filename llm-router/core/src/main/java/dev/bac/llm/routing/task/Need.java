package dev.bac.llm.routing.task;

/** What a model must be able to do to serve a request. */
public enum Need {
    IMAGES("images"),
    TOOLS("tools"),
    STRICT_SCHEMA("answers by a schema"),
    FORCED_TOOLS("demand that a tool be called"),
    TEMPERATURE("temperature");

    private final String words;

    Need(String words) {
        this.words = words;
    }

    /** For one line of explanation. */
    public String words() {
        return words;
    }
}
