package dev.bac.llm.planner.slots;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Gives each argument at most one piece of the sentence and each piece to at most one argument, so that the whole is
 * best: a beam search over the arguments, since taking the best single pair first gives "6 cm and 10 cm" the wrong way
 * round when one number stands closer to the other's name.
 */
final class Assignment {
    private static final int BEAM = 64;
    private static final int EACH = 6;

    private Assignment() {}

    private record State(List<Candidate> taken, double worth) {
        boolean free(Candidate candidate) {
            return taken.stream().noneMatch(other -> other.span().overlaps(candidate.span()));
        }
    }

    static List<Candidate> best(List<Param> params, List<Candidate> candidates, ToDoubleFunction<Param> threshold) {
        var states = List.of(new State(List.of(), 0));
        for (var param : params) {
            var own = candidates.stream()
                    .filter(candidate -> candidate.param().equals(param))
                    .filter(candidate -> candidate.score() >= threshold.applyAsDouble(param))
                    .sorted(Comparator.comparingDouble(Candidate::score).reversed())
                    .limit(EACH)
                    .toList();
            if (own.isEmpty()) {
                continue;
            }
            var next = new ArrayList<>(states);
            for (var state : states) {
                for (var candidate : own) {
                    if (state.free(candidate)) {
                        var taken = new ArrayList<>(state.taken());
                        taken.add(candidate);
                        next.add(new State(
                                List.copyOf(taken), state.worth() + worth(candidate, threshold.applyAsDouble(param))));
                    }
                }
            }
            next.sort(Comparator.comparingDouble(State::worth).reversed());
            states = next.subList(0, Math.min(BEAM, next.size()));
        }
        return states.getFirst().taken();
    }

    /** A required argument left open costs a question, so filling one is worth more than a good optional filter. */
    private static double worth(Candidate candidate, double threshold) {
        return candidate.score() - threshold + (candidate.param().required() ? 1.5 : 0.1);
    }
}
