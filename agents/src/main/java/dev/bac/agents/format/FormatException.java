package dev.bac.agents.format;

import java.util.List;
import java.util.stream.Collectors;

/** A file that is not an agent; the message has a line for each problem. */
public final class FormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient List<Problem> problems;

    FormatException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
