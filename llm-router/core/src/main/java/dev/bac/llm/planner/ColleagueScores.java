package dev.bac.llm.planner;

import dev.bac.llm.planner.slots.Context;
import dev.bac.retrieval.CachedEmbedder;
import java.util.List;

/**
 * How well what colleagues say of themselves fits a sentence: their descriptions by wording and meaning, the sentences
 * people say to them by meaning, and all those sentences weighed against each other.
 */
record ColleagueScores(ToolTexts texts, CachedEmbedder embedder) {
    private static final double WORDING = 0.5;
    private static final double DESCRIPTION = 0.5;
    private static final double NEAREST = 0.7;
    private static final double LEARNT = 1.5;

    /** One score a colleague, in their order; without vectors by wording alone. */
    double[] of(Context context) {
        var sentence = context.sentence();
        var masked = Masked.text(sentence, context.spans());
        var own = embedder.embed(sentence.text());
        var bare = texts.likeness().taught() ? embedder.embed(masked) : own;
        var learnt = texts.likeness().of(masked, embedder);
        var scores = texts.wording().scores(List.copyOf(ToolChoice.content(context)));
        for (int i = 0; i < scores.length; i++) {
            int at = i;
            double wording = WORDING * Math.min(1, scores[i]);
            double meaning = own.flatMap(said -> bare.flatMap(without -> texts.meaning(said, without, at, embedder)))
                    .map(near -> DESCRIPTION * near.description() + NEAREST * near.example())
                    .orElse(0.0);
            scores[i] = wording
                    + meaning
                    + LEARNT * learnt.map(likely -> likely[at]).orElse(0.0);
        }
        return scores;
    }
}
