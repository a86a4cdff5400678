package dev.bac.crm.opportunity;

import dev.bac.crm.naming.Numbers;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Money;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.store.Tx;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tool that tells how a deal came to where it stands. */
public final class OpportunityHistoryTool {
    private static final int MOST = 200;
    private final Opportunities opportunities;

    public OpportunityHistoryTool(Opportunities opportunities) {
        this.opportunities = opportunities;
    }

    /** What {@code crm_opportunity_history} takes. */
    public record HistoryWanted(
            @Arg(
                    value = "The deal, by its id, its number such as OPP-1001, its name, or its account's name when"
                            + " that account has one open deal",
                    ref = "opportunity")
            String opportunity) {}

    /** A change of stage; {@code from} is null for the first. */
    public record ChangeRow(@Nullable Stage from, Stage to, int probability, Money amount, Instant at, String by) {}

    /** What {@code crm_opportunity_history} answers; {@code lastStage} is where it stood before it was won or lost. */
    public record HistoryFound(
            String summary, OpportunityRow opportunity, Stage lastStage, List<ChangeRow> items, long total)
            implements Told {}

    /** The tool. */
    public Tool<?, ?> tool() {
        return Tool.read(
                        "crm_opportunity_history",
                        "History of an opportunity",
                        "Tells through which stages a deal went, when, at what probability and amount, and who moved"
                                + " it; also the last stage of a lost deal.",
                        HistoryWanted.class,
                        HistoryFound.class,
                        this::history)
                .example("Show the stage history of OPP-1017", new HistoryWanted("OPP-1017"))
                .example("How did the Umbrella deal come to this stage?", new HistoryWanted("Umbrella"));
    }

    private HistoryFound history(Caller caller, Tx tx, HistoryWanted given) {
        var deal = opportunities.named(tx, "opportunity", given.opportunity());
        var rows = tx.sql()
                .createQuery("""
                        SELECT from_stage, to_stage, probability, amount, currency, changed_at, changed_by
                        FROM stage_change WHERE opportunity_id = :deal ORDER BY changed_at, id LIMIT :most
                        """)
                .bind("deal", deal.id())
                .bind("most", MOST)
                .map((row, _) -> new ChangeRow(
                        row.getString("from_stage") == null ? null : Stage.valueOf(row.getString("from_stage")),
                        Stage.valueOf(row.getString("to_stage")),
                        row.getInt("probability"),
                        Money.of(row.getBigDecimal("amount").stripTrailingZeros(), row.getString("currency")),
                        row.getTimestamp("changed_at").toInstant(),
                        row.getString("changed_by")))
                .list();
        String summary = "%s %s is %s; %d %s of stage."
                .formatted(
                        Numbers.OPP.label(deal.number()),
                        deal.name(),
                        deal.stage().open()
                                ? "at " + deal.stage().told()
                                : deal.stage().told() + ", last at "
                                        + deal.lastOpenStage().told(),
                        rows.size(),
                        rows.size() == 1 ? "change" : "changes");
        return new HistoryFound(summary, OpportunityRow.of(deal), deal.lastOpenStage(), rows, rows.size());
    }
}
