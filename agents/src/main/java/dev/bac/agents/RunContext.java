package dev.bac.agents;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * What surrounds one run.
 *
 * @param id the run's id; the same again when it is resumed
 * @param facts what instructions may take from the run
 * @param decisions a person's decision about a waiting call, by its key
 * @param log the journal of its calls
 * @param cancelled true once the run must stop; looked at between calls
 */
public record RunContext(
        String id,
        Map<Fact, String> facts,
        Function<String, Optional<Decision>> decisions,
        CallLog log,
        BooleanSupplier cancelled) {
    public RunContext {
        var copy = new EnumMap<Fact, String>(Fact.class);
        copy.putAll(facts);
        facts = copy;
    }

    /** A run without decisions, kept in memory. */
    public static RunContext of(String id, Map<Fact, String> facts) {
        return new RunContext(id, facts, _ -> Optional.empty(), new MemoryCallLog(), () -> false);
    }

    /** This run with decisions. */
    public RunContext decided(Function<String, Optional<Decision>> other) {
        return new RunContext(id, facts, other, log, cancelled);
    }
}
