package dev.bac.llm.planner;

import dev.bac.llm.planner.slots.Filled;
import dev.bac.llm.planner.slots.ToolShape;

/**
 * A tool for a clause, with what speaks for it.
 *
 * <p>The weights below were fitted, not guessed: ranking by a softmax over the tools of a request, whether anything fits
 * by logistic regression. They were fitted on the tools' own examples, each taken away from its tool before its sentence
 * was tried, and on questions that no tool answers ({@code PlannerBench} prints the accuracies). Weights without vectors
 * are fitted apart, so that the planner is calibrated while the embedder still loads.
 *
 * @param wording BM25 over all texts of the tools, 0 … 1
 * @param coverage share of the clause's content words that the tool's texts hold, 0 … 1
 * @param named share of the tool's name that the clause says, 0 … 1
 * @param example likeness of wording to the tool's best example, 0 … 1
 * @param meaning nearness to its description, 0 … 1; 0 without vectors
 * @param exampleMeaning nearness to its best example, 0 … 1
 * @param likely likeness to its examples rather than to other tools' examples, about 0 … 1; 0 without vectors
 * @param stray likeness to what people ask assistants for every day, about 0 … 1; 0 without vectors
 * @param codes 1 when the sentence's codes are of the kind an argument takes, −1 when they are of another
 * @param verb 1 when the clause's verb is the tool's, −1 when it is the opposite
 * @param explained share of the content words that the tool's texts hold or an argument took, 0 … 1
 * @param own true when the clause is one of the tool's own sentences, but for its values
 */
record Fit(
        ToolShape shape,
        double wording,
        double coverage,
        double named,
        double example,
        double meaning,
        double exampleMeaning,
        double likely,
        double stray,
        double codes,
        double verb,
        double explained,
        boolean own,
        Basis basis,
        Filled filled) {

    /** How sure a sentence is that reads like an example. */
    private static final double EXEMPLARY = 0.75;

    /** What speaks for a tool whose own sentence it is: more than any likeness to others' sentences speaks against it. */
    private static final double OWN = 2.5;

    /** What a sentence could be compared by. */
    enum Basis {
        /** The embedder is not loaded. */
        WORDING,
        /** Few tools of the request have examples, as with foreign callers': the nearest text counts. */
        NEAREST,
        /** All examples, weighed against each other. */
        LEARNT
    }

    /** Which of two tools is meant. */
    double rank() {
        double evidence = Math.min(3, filled.evidence());
        double common = 0.45 * wording + 0.2 * example + 0.2 * verb - 0.22 * filled.unused() + (own ? OWN : 0);
        return switch (basis) {
            case WORDING -> common + 1.2 * coverage + named + 0.85 * codes + 0.26 * evidence - 0.25 * missing();
            case NEAREST ->
                common
                        + 1.2 * coverage
                        + named
                        + 0.85 * codes
                        + 0.26 * evidence
                        - 0.25 * missing()
                        + 1.9 * meaning
                        + 1.15 * exampleMeaning;
            case LEARNT ->
                common
                        + 1.3 * coverage
                        + 0.95 * named
                        + codes
                        + 0.45 * evidence
                        - 0.05 * missing()
                        + 1.3 * meaning
                        + 1.45 * exampleMeaning
                        + 4.3 * likely;
        };
    }

    /** Whether the tool is meant at all: 0.5 is the boundary. */
    double fits() {
        double x = shape.examples().isEmpty() ? plain() : taught();
        double fits = 1 / (1 + Math.exp(-x));
        return exemplary() ? Math.max(EXEMPLARY, fits) : fits;
    }

    /** It reads like one of the tool's own examples, however many values it holds that no argument took. */
    private boolean exemplary() {
        return own || (verb == 1 && wording >= 1 && example > 0.6);
    }

    private int missing() {
        return filled.missing().size();
    }

    /** Tools of foreign callers: a name, a description and a schema are all there is. */
    private double plain() {
        double common = 0.8 * Math.min(3, filled.evidence()) - 1.6 * missing() + 0.3 * filled.unused();
        return basis == Basis.WORDING
                ? -2.4 + 0.4 * wording + 2.3 * coverage + 4.1 * named + common
                : -3.5 - 0.8 * wording + 2.0 * coverage + 3.2 * named + common + 5.3 * meaning;
    }

    /** Tools with example sentences. */
    private double taught() {
        double unused = Math.min(2, filled.unused());
        return switch (basis) {
            case WORDING ->
                -2.7
                        + 3.7 * wording
                        + 6.0 * coverage
                        + 1.9 * named
                        + 2.4 * example
                        - 1.8 * verb
                        - 1.2 * unused
                        + 4.6 * codes;
            case NEAREST ->
                -4.0
                        + 3.1 * wording
                        + 3.8 * coverage
                        + 1.2 * named
                        + 1.5 * example
                        - 1.0 * verb
                        - 1.5 * unused
                        + 3.5 * codes
                        + 2.8 * meaning
                        + 6.2 * exampleMeaning;
            case LEARNT ->
                -2.2
                        + 1.6 * wording
                        + 0.3 * coverage
                        + 0.55 * named
                        + 0.85 * example
                        - verb
                        - unused
                        + 0.5 * codes
                        + 0.8 * meaning
                        + 2.3 * exampleMeaning
                        + 2.9 * likely
                        - 2.9 * stray
                        + 0.6 * explained;
        };
    }
}
