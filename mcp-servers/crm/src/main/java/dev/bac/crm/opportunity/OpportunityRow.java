package dev.bac.crm.opportunity;

import dev.bac.crm.naming.Numbers;
import dev.bac.mcp.Money;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A deal as tools answer it; {@code version} grows with every change. */
public record OpportunityRow(
        UUID id,
        String number,
        String name,
        @Nullable UUID accountId,
        @Nullable String account,
        Stage stage,
        int probability,
        Money amount,
        LocalDate closeDate,
        @Nullable String owner,
        String pipeline,
        List<String> tags,
        int version) {

    static OpportunityRow of(Opportunity deal) {
        return new OpportunityRow(
                deal.id(),
                Numbers.OPP.label(deal.number()),
                deal.name(),
                deal.account(),
                deal.accountName(),
                deal.stage(),
                deal.probability(),
                deal.money(),
                deal.closeDate(),
                deal.owner(),
                deal.pipeline(),
                deal.marks().tags(),
                deal.marks().version());
    }
}
