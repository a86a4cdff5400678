package dev.bac.llm.planner;

import dev.bac.llm.planner.slots.Filled;
import dev.bac.llm.planner.slots.ToolShape;

/**
 * A tool for a clause, with what speaks for it.
 *
 * @param coverage share of the clause's content words that the tool's texts hold, 0 … 1
 * @param named share of the tool's name that the clause says, 0 … 1
 * @param example likeness of wording to the tool's best example, 0 … 1
 * @param meaning nearness to its description, 0 … 1; 0 without vectors
 * @param exampleMeaning nearness to its best example, 0 … 1
 * @param verb 1 when the clause's verb is the tool's, −1 when it is the opposite
 */
record Fit(
        ToolShape shape,
        double coverage,
        double named,
        double example,
        double meaning,
        double exampleMeaning,
        double verb,
        boolean vectors,
        Filled filled) {

    /** Which of two tools is meant. */
    double rank() {
        double wording = 0.9 * coverage + 0.7 * named + 1.0 * example + 0.35 * verb;
        double sense = vectors ? 1.0 * meaning + 0.9 * exampleMeaning : 0;
        return wording
                + sense
                + 0.3 * Math.min(3, filled.evidence())
                - 0.6 * filled.missing().size();
    }

    /** Whether the tool is meant at all: 0.5 is the boundary. */
    double fits() {
        double evidence = Math.min(3, filled.evidence());
        double missing = filled.missing().size();
        double x;
        if (shape.examples().isEmpty()) {
            x = vectors
                    ? -2.3 + 1.6 * coverage + 2.2 * named + 0.5 * evidence - 1.1 * missing + 4.8 * meaning
                    : -1.7 + 3.5 * coverage + 3.0 * named + 0.5 * evidence - 1.1 * missing;
        } else {
            x = vectors
                    ? -4.1
                            + 6.1 * coverage
                            + 0.7 * named
                            + 1.2 * example
                            + 0.3 * evidence
                            - 0.2 * missing
                            + 2.7 * meaning
                            + 5.6 * exampleMeaning
                    : -3.4 + 6.5 * coverage + 1.0 * named + 2.5 * example + 0.3 * evidence - 0.2 * missing;
        }
        return 1 / (1 + Math.exp(-x));
    }
}
