package dev.bac.mcp;

/**
 * How far a call is that goes on in steps.
 *
 * @param result what it would answer now
 * @param summary of it
 * @param done of {@code total}
 */
public record Going(ToolAnswer.Result result, String summary, long done, long total, boolean ended) {}
