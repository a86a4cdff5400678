package dev.bac.llm.planner;

import dev.bac.llm.planner.slots.ToolShape;
import dev.bac.retrieval.Bm25;
import dev.bac.retrieval.CachedEmbedder;
import dev.bac.retrieval.HybridRanker;
import dev.bac.retrieval.Vectors;
import dev.bac.retrieval.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tools of a request made ready for ranking: what each is about, and its example sentences. Kept between turns,
 * since the same tools come with every request.
 *
 * @param texts one description each
 */
record ToolTexts(List<ToolShape> shapes, List<String> texts, Bm25 wording) {

    static ToolTexts of(List<ToolShape> shapes) {
        var texts = shapes.stream().map(ToolTexts::text).toList();
        var documents = new ArrayList<List<String>>();
        for (var shape : shapes) {
            var words = new ArrayList<String>(shape.words());
            shape.params().forEach(param -> words.addAll(param.stems()));
            shape.examples()
                    .forEach(
                            example -> words.addAll(Wording.stems(example.said().say())));
            documents.add(words);
        }
        return new ToolTexts(shapes, texts, new Bm25(documents));
    }

    /** Everything that has a vector: descriptions first, then all examples. */
    List<String> all() {
        var all = new ArrayList<>(texts);
        shapes.forEach(shape ->
                shape.examples().forEach(example -> all.add(example.said().say())));
        return all;
    }

    /** Nearness in meaning of a sentence to a tool's description and to its best example, each 0 … 1. */
    record Meaning(double description, double example) {}

    Optional<Meaning> meaning(float[] sentence, int tool, CachedEmbedder embedder) {
        var wanted = new ArrayList<String>();
        wanted.add(texts.get(tool));
        shapes.get(tool).examples().forEach(example -> wanted.add(example.said().say()));
        return embedder.embed(wanted).map(vectors -> {
            double best = 0;
            for (int i = 1; i < vectors.size(); i++) {
                best = Math.max(best, HybridRanker.calibrated(Vectors.cosine(sentence, vectors.get(i))));
            }
            return new Meaning(HybridRanker.calibrated(Vectors.cosine(sentence, vectors.getFirst())), best);
        });
    }

    private static String text(ToolShape shape) {
        var tool = shape.tool();
        var name = String.join(" ", Wording.words(tool.name()));
        var text = name + ". " + tool.title() + ". " + tool.description();
        return text.length() > 400 ? text.substring(0, 400) : text;
    }
}
