package dev.bac.prompts;

/** A prompt cannot be read or rendered; the text names the prompt and what to mend. */
public final class PromptException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PromptException(String message) {
        super(message);
    }
}
