package dev.bac.llm.planner.spans;

/**
 * A piece of a sentence with a meaning.
 *
 * @param start its first character
 * @param end after its last character
 */
public record Span(int start, int end, String text, Value value) {

    public boolean overlaps(Span other) {
        return start < other.end && other.start < end;
    }

    public boolean within(int from, int to) {
        return start >= from && end <= to;
    }
}
