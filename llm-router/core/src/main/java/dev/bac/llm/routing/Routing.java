package dev.bac.llm.routing;

import dev.bac.llm.candidates.Candidate;
import dev.bac.llm.candidates.Candidates;
import dev.bac.llm.candidates.TenantRules;
import java.util.List;
import java.util.function.Function;

/**
 * How {@code auto} chooses.
 *
 * @param choices true to weigh several models of a provider, false to ask its preset one only
 * @param by makes the order of all candidates, the built-in planner last among them
 * @param rules which models a company may use, named ones too
 */
public record Routing(boolean choices, Function<List<Candidate>, Candidates> by, TenantRules rules) {
    /** Always the same order. */
    public static final Routing FIXED = new Routing(false, Candidates::always, TenantRules.NONE);

    List<String> models(Providers providers, Provider provider) {
        return choices ? providers.choices(provider) : provider.model().stream().toList();
    }

    Candidates order(List<Candidate> candidates) {
        return by.apply(candidates);
    }
}
