package dev.bac.agents.format;

import java.util.ArrayList;
import java.util.List;

/** The problems of one file, at most a screenful. */
final class Findings {
    private static final int MOST = 50;
    private final String file;
    private final List<Problem> problems = new ArrayList<>();

    Findings(String file) {
        this.file = file;
    }

    void add(Yaml.Place place, String message) {
        if (problems.size() < MOST) {
            problems.add(new Problem(file, place.line(), place.column(), message));
        }
    }

    void throwIfAny() {
        if (!problems.isEmpty()) {
            throw new FormatException(problems);
        }
    }
}
