package dev.bac.llm.planner;

import dev.bac.llm.planner.slots.Param;
import dev.bac.llm.planner.slots.ToolShape;
import dev.bac.llm.planner.spans.Span;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What a clause comes to. */
sealed interface Choice {

    /**
     * Call this tool.
     *
     * @param left what was said that none of its arguments takes
     */
    record Call(ToolShape shape, ObjectNode arguments, List<Span> left) implements Choice {
        public Call {
            left = List.copyOf(left);
        }

        Call(ToolShape shape, ObjectNode arguments) {
            this(shape, arguments, List.of());
        }
    }

    /** The tool is clear, an argument is missing. */
    record Ask(ToolShape shape, ObjectNode arguments, Param missing, String clause) implements Choice {}

    /** Two tools fit alike. */
    record Either(List<ToolShape> shapes, String clause) implements Choice {}

    /** No tool fits. */
    record Nothing(String clause, boolean destructive) implements Choice {}
}
