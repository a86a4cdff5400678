package dev.bac.llm.planner.slots;

import dev.bac.llm.planner.spans.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;

/**
 * Gives each argument at most one piece of the sentence and each piece to at most one argument, so that the whole is
 * best: a beam search over the arguments, since taking the best single pair first gives "6 cm and 10 cm" the wrong way
 * round when one number stands closer to the other's name.
 */
final class Assignment {
    private static final int BEAM = 64;
    private static final int EACH = 6;

    private static final Pattern NUMBERED = Pattern.compile("\\p{L}*_?\\d|\\p{L}+\\d(?:_\\p{L}+)?");

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
        return counted(states.getFirst().taken());
    }

    /** {@code side1}, {@code side2}, {@code side3} take their values in the order in which they were said. */
    private static List<Candidate> counted(List<Candidate> taken) {
        var groups = new LinkedHashMap<String, List<Candidate>>();
        for (var candidate : taken) {
            var name = candidate.param().name();
            if (NUMBERED.matcher(name).matches()) {
                groups.computeIfAbsent(name.replaceAll("\\d+", "#"), _ -> new ArrayList<>())
                        .add(candidate);
            }
        }
        // Two runs side by side, years with revenues, are told apart by the words around them.
        if (groups.size() != 1) {
            return taken;
        }
        var group = groups.values().iterator().next();
        var spans = group.stream()
                .map(Candidate::span)
                .sorted(Comparator.comparingInt(Span::start))
                .toList();
        var params = group.stream()
                .map(Candidate::param)
                .sorted(Comparator.comparing(Param::name))
                .toList();
        var ordered = new ArrayList<>(taken);
        ordered.removeAll(group);
        for (int i = 0; i < params.size(); i++) {
            ordered.add(new Candidate(params.get(i), spans.get(i), group.get(i).score()));
        }
        return List.copyOf(ordered);
    }

    /** A required argument left open costs a question, so filling one is worth more than a good optional filter. */
    private static double worth(Candidate candidate, double threshold) {
        return candidate.score() - threshold + (candidate.param().required() ? 1.5 : 0.1);
    }
}
