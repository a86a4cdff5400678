package dev.bac.llm;

/**
 * What a model answered.
 *
 * @param model the model that answered, such as {@code openai/gpt-5.2} or {@code bac/planner}
 * @param why one line on why this model answered
 */
public record ChatResponse(Message.Assistant message, Finish finish, Usage usage, String model, String why) {

    /** Why the answer ended. */
    public enum Finish {
        STOP,
        TOOL_CALLS,
        LENGTH,
        REFUSED
    }
}
