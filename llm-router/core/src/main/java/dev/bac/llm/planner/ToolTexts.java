package dev.bac.llm.planner;

import dev.bac.llm.planner.slots.Context;
import dev.bac.llm.planner.slots.Suits;
import dev.bac.llm.planner.slots.ToolShape;
import dev.bac.llm.planner.spans.Value;
import dev.bac.retrieval.Bm25;
import dev.bac.retrieval.CachedEmbedder;
import dev.bac.retrieval.HybridRanker;
import dev.bac.retrieval.Vectors;
import dev.bac.retrieval.Wording;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The tools of a request made ready for ranking: what each is about, and its example sentences. Kept between turns,
 * since the same tools come with every request.
 *
 * @param texts one description each
 * @param examples the examples of each, their values masked where there is enough to learn from
 * @param likeness learnt from descriptions and examples, shared by all lists of the same tools
 * @param labels where each tool stands in what was learnt
 * @param prefixes which arguments the examples give codes of a prefix to: INV → invoice
 * @param annotated true when some tool says that it only reads
 */
record ToolTexts(
        List<ToolShape> shapes,
        List<String> texts,
        List<List<String>> examples,
        Likeness likeness,
        List<Integer> labels,
        Bm25 wording,
        Map<String, Set<String>> prefixes,
        boolean annotated) {
    /** With fewer examples a tool than this, on average, regression knows less than the nearest example says. */
    private static final int TAUGHT = 5;

    private static final Pattern CODE = Pattern.compile("\\b([A-Za-z]{2,6})-\\d+\\b");

    static ToolTexts of(List<ToolShape> shapes, Learnt learnt) {
        var texts = shapes.stream().map(ToolTexts::text).toList();
        boolean taught =
                shapes.stream().mapToInt(shape -> shape.examples().size()).sum() >= TAUGHT * Math.max(1, shapes.size());
        var examples = shapes.stream()
                .map(shape -> shape.examples().stream()
                        .map(example -> example.said().say())
                        .map(say -> taught ? learnt.masked(say) : say)
                        .toList())
                .toList();
        var documents = new ArrayList<List<String>>();
        for (var shape : shapes) {
            var words = new ArrayList<String>(shape.words());
            shape.params().forEach(param -> words.addAll(param.stems()));
            shape.examples()
                    .forEach(
                            example -> words.addAll(Wording.stems(example.said().say())));
            documents.add(words);
        }
        var order = IntStream.range(0, texts.size())
                .boxed()
                .sorted(Comparator.comparing(texts::get))
                .toList();
        var labels = IntStream.range(0, texts.size()).mapToObj(order::indexOf).toList();
        return new ToolTexts(
                shapes,
                texts,
                examples,
                learnt.likeness(
                        taught,
                        order.stream().map(examples::get).toList(),
                        order.stream().map(texts::get).toList()),
                labels,
                new Bm25(documents),
                prefixes(shapes),
                shapes.stream().anyMatch(shape -> shape.tool().readOnly()));
    }

    /** About 0 … 1 for each tool, and after the last one for the background; nothing without vectors. */
    Optional<double[]> likely(String masked, CachedEmbedder embedder) {
        return likeness.of(masked, embedder).map(scores -> {
            var likely = new double[scores.length];
            for (int tool = 0; tool < labels.size(); tool++) {
                likely[tool] = scores[labels.get(tool)];
            }
            likely[labels.size()] = scores[labels.size()];
            return likely;
        });
    }

    /** Whether a clause, its values masked, is one of a tool's sentences to the letter. */
    boolean own(int tool, String masked) {
        return examples.get(tool).stream().anyMatch(example -> bare(example).equalsIgnoreCase(bare(masked)));
    }

    private static String bare(String sentence) {
        return sentence.strip().replaceAll("[.?!]+$", "");
    }

    /** Everything that has a vector: descriptions, examples. */
    List<String> all() {
        return likeness.taught() ? likeness.texts() : texts;
    }

    /** Nearness in meaning of a sentence to a tool's description and to its best example, each 0 … 1. */
    record Meaning(double description, double example) {}

    /**
     * @param sentence vector of the sentence as it was said, for descriptions
     * @param masked vector of it with its values masked, as the examples' are
     */
    Optional<Meaning> meaning(float[] sentence, float[] masked, int tool, CachedEmbedder embedder) {
        var wanted = new ArrayList<String>();
        wanted.add(texts.get(tool));
        wanted.addAll(examples.get(tool));
        return embedder.embed(wanted).map(vectors -> {
            double best = 0;
            for (int i = 1; i < vectors.size(); i++) {
                best = Math.max(best, near(masked, vectors.get(i)));
            }
            return new Meaning(near(sentence, vectors.getFirst()), best);
        });
    }

    private static double near(float[] a, float[] b) {
        return HybridRanker.calibrated(Vectors.cosine(a, b));
    }

    /** The prefixes of codes in the examples' arguments, with the stems of the arguments that take them. */
    private static Map<String, Set<String>> prefixes(List<ToolShape> shapes) {
        var prefixes = new HashMap<String, Set<String>>();
        for (var shape : shapes) {
            for (var example : shape.examples()) {
                example.said().arguments().properties().forEach(argument -> {
                    var code = CODE.matcher(argument.getValue().asString(""));
                    if (code.matches()) {
                        prefixes.computeIfAbsent(code.group(1).toLowerCase(Locale.ROOT), _ -> new HashSet<>())
                                .addAll(Wording.stems(argument.getKey()));
                    }
                });
            }
        }
        return prefixes;
    }

    /** Whether the tool has an argument for the codes of a sentence: 1 yes, −1 no, 0 when there is none. */
    double codes(Context context, ToolShape shape) {
        double sum = 0;
        for (var span : context.spans()) {
            var code = span.value() instanceof Value.Code value ? CODE.matcher(value.code()) : null;
            if (code != null && code.matches()) {
                var kinds = prefixes.getOrDefault(code.group(1).toLowerCase(Locale.ROOT), Set.of());
                boolean fits = shape.params().stream()
                        .anyMatch(param ->
                                param.stems().stream().anyMatch(kinds::contains) || Suits.prefixed(param, span));
                sum += fits ? 1 : kinds.isEmpty() ? 0 : -1;
            }
        }
        return sum == 0 && plural(context, shape) ? -0.4 : Math.clamp(sum, -1, 1);
    }

    /** "The invoices" are many: a tool that wants one invoice is hardly meant. */
    private static boolean plural(Context context, ToolShape shape) {
        return shape.params().stream()
                .filter(param -> param.required() && param.ref().isPresent())
                .anyMatch(param -> context.sentence().tokens().stream()
                        .anyMatch(token -> token.word().endsWith("s")
                                && !token.word().equals(token.stem())
                                && param.stems().contains(token.stem())));
    }

    private static String text(ToolShape shape) {
        var tool = shape.tool();
        var name = String.join(" ", Wording.words(tool.name()));
        var text = name + ". " + tool.title() + ". " + tool.description();
        return text.length() > 400 ? text.substring(0, 400) : text;
    }
}
