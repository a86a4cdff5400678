package dev.bac.agents;

import dev.bac.tools.Effect;
import dev.bac.tools.ReadSet;
import dev.bac.tools.Tool;
import dev.bac.tools.ToolOutcome;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gathers what a run's answer stands on. Reads run together, so it may be told by several threads. */
final class Grounds {
    /** An answer that stands on more than this is not worth asking about again. */
    private static final int MOST = 100;

    private final Set<ReadSet> reads = new LinkedHashSet<>();
    private @Nullable String doubt;

    /** Something came in that nobody will tell the change of. The first reason stays. */
    synchronized void doubt(String why) {
        doubt = doubt == null ? why : doubt;
    }

    /** A call was sent and came to this. */
    synchronized void called(@Nullable Tool tool, ToolOutcome outcome) {
        if (tool == null || tool.effect() != Effect.READ) {
            doubt("A call may have changed something.");
        } else if (!(outcome instanceof ToolOutcome.Done done)) {
            doubt("A call failed.");
        } else if (done.reads().isEmpty()) {
            doubt(tool.name() + " does not tell what it read.");
        } else {
            reads.add(done.reads().get());
        }
    }

    synchronized Basis basis() {
        if (doubt != null) {
            return new Basis.Unknown(doubt);
        }
        if (reads.isEmpty()) {
            return new Basis.Unknown("It read nothing.");
        }
        return reads.size() > MOST
                ? new Basis.Unknown("It read too much.")
                : new Basis.Reads(java.util.List.copyOf(reads));
    }
}
