package dev.bac.llm.planner;

import dev.bac.llm.planner.slots.Context;
import dev.bac.retrieval.CachedEmbedder;
import java.util.List;

/**
 * How well what colleagues say of themselves fits a sentence: their descriptions by wording and meaning, the sentences
 * people say to them by meaning, and all those sentences weighed against each other.
 */
record ColleagueScores(ToolTexts texts, CachedEmbedder embedder) {
    private static final double WORDING = 0.75;
    private static final double DESCRIPTION = 1.5;
    private static final double NEAREST = 0.5;
    private static final double LEARNT = 3.8;

    /** One score a colleague, in their order; without vectors by wording alone. */
    double[] of(Context context) {
        var sentence = context.sentence();
        var masked = Masked.text(sentence, context.spans());
        var own = embedder.embed(sentence.text());
        var bare = texts.likeness().taught() ? embedder.embed(masked) : own;
        var learnt = texts.likely(masked, embedder);
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

    /** Whether a sentence is nearer to what some colleague is there for than to what people ask assistants every day. */
    boolean meant(Context context, double least) {
        var learnt = texts.likely(Masked.text(context.sentence(), context.spans()), embedder);
        return learnt.map(likely -> {
                    double best = 0;
                    for (int i = 0; i < likely.length - 1; i++) {
                        best = Math.max(best, likely[i]);
                    }
                    return best >= least && best > likely[likely.length - 1];
                })
                .orElse(false);
    }
}
