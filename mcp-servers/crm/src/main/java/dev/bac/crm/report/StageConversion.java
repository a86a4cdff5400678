package dev.bac.crm.report;

import dev.bac.crm.opportunity.Stage;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many of the deals that reached a stage went on from it, read from the history of stages alone. A deal that skips
 * a stage has passed it; one that goes back and on again counts once.
 */
final class StageConversion {

    /**
     * @param reached deals that were ever at this stage or, later, at one beyond it
     * @param wentOn those of them that got to a stage beyond it, or were won
     * @param waiting those of them that stand at this stage now
     * @param lost those of them that were lost without getting further
     * @param conversionRate wentOn in percent of reached, one decimal; null when none reached it
     * @param winRate won in percent of those that reached it and are decided; null when none is
     */
    public record Row(
            Stage stage,
            long reached,
            long wentOn,
            long waiting,
            long lost,
            @Nullable BigDecimal conversionRate,
            @Nullable BigDecimal winRate) {}

    private record Reach(Stage furthest, Stage now, long deals) {}

    List<Row> rows(Tx tx, PipelineFigures.Wanted wanted) {
        var reaches = reaches(tx, wanted);
        var rows = new ArrayList<Row>();
        for (Stage stage : Stage.values()) {
            if (stage.open()) {
                rows.add(row(stage, reaches));
            }
        }
        return rows;
    }

    private static Row row(Stage stage, List<Reach> all) {
        long reached = 0;
        long wentOn = 0;
        long waiting = 0;
        long lost = 0;
        long won = 0;
        long decided = 0;
        for (var one : all) {
            if (one.furthest().compareTo(stage) < 0) {
                continue;
            }
            reached += one.deals();
            boolean beyond = one.furthest().compareTo(stage) > 0 || one.now() == Stage.WON;
            wentOn += beyond ? one.deals() : 0;
            waiting += one.now() == stage ? one.deals() : 0;
            lost += one.now() == Stage.LOST && !beyond ? one.deals() : 0;
            won += one.now() == Stage.WON ? one.deals() : 0;
            decided += one.now().open() ? 0 : one.deals();
        }
        return new Row(stage, reached, wentOn, waiting, lost, Percent.of(wentOn, reached), Percent.of(won, decided));
    }

    /** Deals by the furthest open stage they were ever at and the stage they are at. */
    private static List<Reach> reaches(Tx tx, PipelineFigures.Wanted wanted) {
        var filter = wanted.filter();
        return filter.bindTo(tx.sql()
                        .createQuery("""
                        SELECT furthest, stage, count(*) AS deals FROM (
                            SELECT o.id, o.stage, (ARRAY['NEW', 'QUALIFIED', 'PROPOSAL', 'NEGOTIATION'])[coalesce(max(
                                array_position(ARRAY['NEW', 'QUALIFIED', 'PROPOSAL', 'NEGOTIATION'], h.to_stage)), 1)]
                                AS furthest
                            FROM opportunity o LEFT JOIN stage_change h ON h.opportunity_id = o.id
                        """ + filter.sql() + " GROUP BY o.id, o.stage) AS reach GROUP BY furthest, stage"))
                .map((row, _) -> new Reach(
                        Stage.valueOf(row.getString("furthest")),
                        Stage.valueOf(row.getString("stage")),
                        row.getLong("deals")))
                .list();
    }
}
