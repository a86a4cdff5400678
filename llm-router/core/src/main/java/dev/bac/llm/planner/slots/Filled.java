package dev.bac.llm.planner.slots;

import dev.bac.llm.planner.spans.Span;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * A tool's arguments as far as the sentence gives them.
 *
 * @param missing required arguments that nothing was found for
 * @param evidence how well the typed pieces of the sentence suited the arguments, 0 when none was used
 * @param unused names, codes, amounts, addresses and numbers of the sentence that no argument took
 * @param used pieces of the sentence that arguments took
 */
public record Filled(ObjectNode arguments, List<Param> missing, double evidence, int unused, List<Span> used) {
    public Filled {
        missing = List.copyOf(missing);
        used = List.copyOf(used);
    }
}
