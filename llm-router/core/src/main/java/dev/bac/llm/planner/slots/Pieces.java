package dev.bac.llm.planner.slots;

import dev.bac.llm.planner.spans.Span;
import dev.bac.llm.planner.spans.Value;
import dev.bac.llm.planner.words.Sentence;
import java.util.Set;

/** "20 pieces" says how many there are, and never what one of them costs. */
final class Pieces {
    private static final Set<String> COUNTED = Set.of(
            "piece", "pieces", "pc", "pcs", "unit", "units", "pack", "packs", "box", "boxes", "carton", "cartons",
            "bottle", "bottles");

    /** Stems of what is paid for one or for all. */
    private static final Set<String> MONEY = Set.of("pric", "cost", "amount", "fee", "budget");

    private Pieces() {}

    static boolean noPrice(Param param, Span span, Sentence sentence) {
        return span.value() instanceof Value.Count count
                && param.role() == Role.AMOUNT
                && MONEY.stream().anyMatch(param.stems()::contains)
                && (COUNTED.contains(count.unit())
                        || COUNTED.contains(sentence.word(sentence.tokenAt(span.end() - 1) + 1)));
    }
}
