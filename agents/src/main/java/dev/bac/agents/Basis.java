package dev.bac.agents;

import dev.bac.tools.ReadSet;
import java.util.List;

/** What an answer stands on. */
public sealed interface Basis {

    /** On these and nothing else: it may be given again as long as all of them stand. */
    record Reads(List<ReadSet> sets) implements Basis {
        public Reads {
            sets = List.copyOf(sets);
        }
    }

    /** On something whose change nobody would tell. {@code why} is for people. */
    record Unknown(String why) implements Basis {}
}
