package dev.bac.llm.planner.slots;

import dev.bac.llm.planner.words.Sentence;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A choice that no word of the sentence names, by the examples that have it: naive Bayes over the words, function words
 * among them, since "not" and "again" tell opting out from opting in.
 */
final class Taught {
    /** How many times likelier the best value must be, as a logarithm. */
    private static final double CLEAR = Math.log(2);

    private static final double UNSEEN = 0.3;

    private final Map<String, Integer> examples = new HashMap<>();
    private final Map<String, Map<String, Integer>> words = new HashMap<>();

    private Taught() {}

    /** The likeliest value of an argument that the tool needs, where its examples show at least two. */
    static Optional<String> value(ToolShape shape, Param param, Sentence sentence, Set<Integer> masked) {
        var taught = new Taught();
        for (var example : shape.examples()) {
            JsonNode value = example.said().arguments().get(param.name());
            if (value != null && value.isString()) {
                taught.learn(value.asString(), telling(example));
            }
        }
        return taught.examples.size() < 2 ? Optional.empty() : taught.likeliest(said(sentence, masked));
    }

    private void learn(String value, Set<String> stems) {
        examples.merge(value, 1, Integer::sum);
        var counts = words.computeIfAbsent(value, _ -> new HashMap<>());
        stems.forEach(stem -> counts.merge(stem, 1, Integer::sum));
    }

    private Optional<String> likeliest(Set<String> stems) {
        String best = "";
        double most = Double.NEGATIVE_INFINITY;
        double second = Double.NEGATIVE_INFINITY;
        for (var value : examples.keySet().stream().sorted().toList()) {
            double likely =
                    stems.stream().mapToDouble(stem -> weight(value, stem)).sum();
            if (likely > most) {
                second = most;
                most = likely;
                best = value;
            } else {
                second = Math.max(second, likely);
            }
        }
        return most - second >= CLEAR ? Optional.of(best) : Optional.empty();
    }

    /** Values are taken as equally likely before anything is said: how often examples show one tells nothing. */
    private double weight(String value, String stem) {
        int in = words.getOrDefault(value, Map.of()).getOrDefault(stem, 0);
        return Math.log((in + UNSEEN) / (examples.getOrDefault(value, 0) + 2 * UNSEEN));
    }

    private static Set<String> telling(ToolShape.Example example) {
        var stems = new HashSet<String>();
        example.sentence().tokens().stream()
                .filter(token -> token.wordy()
                        && example.anchors().stream()
                                .noneMatch(anchor -> token.start() >= anchor.start() && token.end() <= anchor.end()))
                .forEach(token -> stems.add(token.stem()));
        return stems;
    }

    private static Set<String> said(Sentence sentence, Set<Integer> masked) {
        var stems = new HashSet<String>();
        for (int i = 0; i < sentence.tokens().size(); i++) {
            if (!masked.contains(i) && sentence.tokens().get(i).wordy()) {
                stems.add(sentence.stem(i));
            }
        }
        return Set.copyOf(stems);
    }
}
