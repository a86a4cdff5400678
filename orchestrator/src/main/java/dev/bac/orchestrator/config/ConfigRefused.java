package dev.bac.orchestrator.config;

/** The configuration cannot be used. The message names file and line, what is wrong, and what would be right. */
public final class ConfigRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConfigRefused(String message) {
        super(message, null, false, false);
    }
}
