package dev.bac.orchestrator.agent;

import dev.bac.agents.HandoffOffers;
import dev.bac.llm.ToolDefinition;
import dev.bac.retrieval.Embedder;
import dev.bac.retrieval.HybridRanker;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Colleagues in the order in which the front desk would turn to them; where it would turn to nobody, by the words that
 * they describe themselves with, so that a model always has a choice.
 */
public final class NearestColleagues implements HandoffOffers.Ranking {
    /** How many a model is shown for each request. */
    public static final int SHOWN = 12;

    private final HandoffOffers.Ranking desk;

    /** @param desk the front desk's own ranking; it may know of nobody */
    public NearestColleagues(HandoffOffers.Ranking desk) {
        this.desk = desk;
    }

    @Override
    public List<ToolDefinition> rank(List<ToolDefinition> handovers, String said) {
        var nearest = new LinkedHashMap<String, ToolDefinition>();
        desk.rank(handovers, said).forEach(one -> nearest.putIfAbsent(one.name(), one));
        if (nearest.size() < SHOWN) {
            new HybridRanker(handovers.stream().map(ToolDefinition::description).toList(), Embedder.none())
                    .rank(said)
                    .forEach(one -> {
                        var handover = handovers.get(one.index());
                        nearest.putIfAbsent(handover.name(), handover);
                    });
        }
        return List.copyOf(nearest.values());
    }
}
