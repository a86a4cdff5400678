package dev.bac.llm.planner;

import dev.bac.llm.planner.words.Lexicon;
import dev.bac.retrieval.CachedEmbedder;
import dev.bac.retrieval.ExampleClassifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How like a sentence is to each tool's examples, all tools weighed against each other. Learnt at the first sentence for
 * which there are vectors, and kept with the tools' texts.
 *
 * <p>Beside the tools stands a background of what people ask assistants for every day, weather and jokes and train
 * tickets: what is more like that than like any tool is hardly meant for one. Who has a tool for such a thing teaches it
 * with examples, and those are then nearer.
 */
final class Likeness {
    private static final List<String> BACKGROUND =
            Lexicon.lines("background.txt").stream().map(Masked::text).toList();

    private final List<String> texts = new ArrayList<>();
    private final List<Integer> owners = new ArrayList<>();
    private final int tools;
    private final boolean taught;
    private final Object learning = new Object();
    private volatile Optional<ExampleClassifier> learnt = Optional.empty();

    /**
     * @param taught whether there are examples enough to learn from
     * @param examples those of each tool, masked
     * @param descriptions one a tool, in their order
     */
    Likeness(boolean taught, List<List<String>> examples, List<String> descriptions) {
        this.tools = descriptions.size();
        this.taught = taught;
        for (int tool = 0; tool < tools; tool++) {
            add(descriptions.get(tool), tool);
            for (var example : examples.get(tool)) {
                add(example, tool);
            }
        }
        if (taught) {
            BACKGROUND.forEach(text -> add(text, tools));
        }
    }

    private void add(String text, int tool) {
        texts.add(text);
        owners.add(tool);
    }

    /** False when there are too few examples to learn from. */
    boolean taught() {
        return taught;
    }

    /** All texts that are compared with, which want vectors. */
    List<String> texts() {
        return List.copyOf(texts);
    }

    /** About 0 … 1 for each tool, and after the last one for the background; nothing without vectors. */
    Optional<double[]> of(String masked, CachedEmbedder embedder) {
        if (!taught) {
            return Optional.empty();
        }
        var vector = embedder.embed(masked);
        return vector.isEmpty()
                ? Optional.empty()
                : classifier(embedder).map(classifier -> classifier.scores(masked, vector.get()));
    }

    private Optional<ExampleClassifier> classifier(CachedEmbedder embedder) {
        if (learnt.isPresent()) {
            return learnt;
        }
        synchronized (learning) {
            if (learnt.isEmpty()) {
                learnt = embedder.embed(texts)
                        .map(vectors -> ExampleClassifier.learn(texts, vectors, owners, tools + 1));
            }
            return learnt;
        }
    }
}
