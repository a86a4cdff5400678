package dev.bac.agents;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What surrounds one run.
 *
 * @param id the run's id; the same again when it is resumed
 * @param facts what instructions may take from the run
 * @param decisions a person's decision about a waiting call, by its key
 * @param log the journal of its calls
 * @param cancellation asks it to end
 * @param allowance what it has used before, and what bounds it
 * @param asks where talks with agents that are asked are kept
 * @param waited how long tools that ran in it have waited for a person, from whenever on; growing
 */
public record RunContext(
        String id,
        Map<Fact, String> facts,
        Function<String, Optional<Decision>> decisions,
        CallLog log,
        Cancellation cancellation,
        Allowance allowance,
        Asks asks,
        Supplier<Duration> waited) {

    /** A run whose tools wait for nobody. */
    public RunContext(
            String id,
            Map<Fact, String> facts,
            Function<String, Optional<Decision>> decisions,
            CallLog log,
            Cancellation cancellation,
            Allowance allowance) {
        this(id, facts, decisions, log, cancellation, allowance, new MemoryAsks(), () -> Duration.ZERO);
    }

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

    /** The same for an agent that is asked in it, which has used that much. */
    RunContext within(Allowance used) {
        return new RunContext(id, facts, decisions, log, cancellation, used, asks, waited);
    }

    /** This run with decisions. */
    public RunContext decided(Function<String, Optional<Decision>> other) {
        return new RunContext(id, facts, other, log, cancellation, allowance, asks, waited);
    }
}
