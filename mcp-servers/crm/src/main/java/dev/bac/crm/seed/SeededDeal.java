package dev.bac.crm.seed;

import dev.bac.crm.mark.Marks;
import dev.bac.crm.opportunity.Opportunity;
import dev.bac.crm.opportunity.Pipelines;
import dev.bac.crm.opportunity.Stage;
import dev.bac.crm.opportunity.StageHistory;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A seeded deal as the stores keep it; the ids of its history follow from its own. */
final class SeededDeal {
    private SeededDeal() {}

    static Opportunity deal(CrmSeed.OpportunitySeed seed) {
        Stage stage = seed.history().getLast().stage();
        Stage lastOpen = seed.history().reversed().stream()
                .map(CrmSeed.StageSeen::stage)
                .filter(Stage::open)
                .findFirst()
                .orElse(Stage.NEW);
        return new Opportunity(
                seed.id(),
                seed.number(),
                seed.account(),
                null,
                seed.name(),
                stage,
                lastOpen,
                stage.probability(),
                seed.amount(),
                seed.currency(),
                seed.closeDate(),
                seed.owner(),
                Pipelines.STANDARD,
                Marks.none(),
                seed.history().getFirst().at());
    }

    static Stream<StageHistory.Change> changes(CrmSeed.OpportunitySeed seed) {
        return IntStream.range(0, seed.history().size()).mapToObj(step -> {
            var seen = seed.history().get(step);
            return new StageHistory.Change(
                    UUID.nameUUIDFromBytes((seed.id() + "/" + step).getBytes(StandardCharsets.UTF_8)),
                    seed.id(),
                    step == 0 ? null : seed.history().get(step - 1).stage(),
                    seen.stage(),
                    seed.amount(),
                    seed.currency(),
                    seen.at(),
                    seed.owner() == null ? "seed" : seed.owner());
        });
    }
}
