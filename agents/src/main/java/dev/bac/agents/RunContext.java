package dev.bac.agents;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What surrounds one run.
 *
 * @param id the run's id; the same again when it is resumed
 * @param facts what instructions may take from the run
 * @param decisions a person's decision about a waiting call, by its key
 * @param log the journal of its calls
 * @param cancellation asks it to end
 * @param allowance what it has used before, and what bounds it
 */
public record RunContext(
        String id,
        Map<Fact, String> facts,
        Function<String, Optional<Decision>> decisions,
        CallLog log,
        Cancellation cancellation,
        Allowance allowance) {
    public RunContext {
        var copy = new EnumMap<Fact, String>(Fact.class);
        copy.putAll(facts);
        facts = copy;
    }

    /** A run without decisions, kept in memory. */
    public static RunContext of(String id, Map<Fact, String> facts) {
        return new RunContext(
                id, facts, _ -> Optional.empty(), new MemoryCallLog(), new Cancellation(), Allowance.FRESH);
    }

    /** This run with decisions. */
    public RunContext decided(Function<String, Optional<Decision>> other) {
        return new RunContext(id, facts, other, log, cancellation, allowance);
    }
}
