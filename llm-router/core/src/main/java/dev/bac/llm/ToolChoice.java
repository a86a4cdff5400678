package dev.bac.llm;

/** Whether the model calls a tool. */
public sealed interface ToolChoice {
    /** The model decides. */
    ToolChoice AUTO = new Auto();

    record Auto() implements ToolChoice {}

    /** It answers in words, though it is told of the tools. */
    record None() implements ToolChoice {}

    /** It calls at least one. */
    record Required() implements ToolChoice {}

    /** It calls this one. */
    record Named(String tool) implements ToolChoice {}
}
