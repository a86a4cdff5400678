package dev.bac.llm.planner.slots;

import dev.bac.llm.planner.spans.Span;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * A tool's arguments as far as the sentence gives them.
 *
 * @param missing required arguments that nothing was found for
 * @param evidence how well the typed pieces of the sentence suited the arguments, 0 when none was used
 * @param left names, codes, amounts, addresses and days of the sentence that no argument took
 * @param used pieces of the sentence that arguments took
 */
public record Filled(ObjectNode arguments, List<Param> missing, double evidence, List<Span> left, List<Span> used) {
    public Filled {
        missing = List.copyOf(missing);
        left = List.copyOf(left);
        used = List.copyOf(used);
    }

    /** How many of the particular things that were said no argument took; days are not counted. */
    public int unused() {
        return (int) left.stream().filter(span -> span.value().telling()).count();
    }
}
