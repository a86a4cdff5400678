package dev.bac.crm.opportunity;

import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happened to deals, one row a change. The database lets nobody change or remove a row. */
public final class StageHistory {

    /**
     * A deal reached a stage.
     *
     * @param from the stage before; null for the first
     * @param by the name of who did it
     */
    public record Change(
            UUID id,
            UUID opportunity,
            @Nullable Stage from,
            Stage to,
            BigDecimal amount,
            String currency,
            Instant at,
            String by) {}

    /** Adds changes; those whose id is already there are left as they are. */
    public void add(Tx tx, List<Change> changes) {
        var batch = tx.sql().prepareBatch("""
                INSERT INTO stage_change (id, opportunity_id, from_stage, to_stage, probability, amount, currency,
                                          changed_at, changed_by)
                SELECT :id, o.id, :from, s.code, s.probability, :amount, :currency, :at, :by
                FROM opportunity o JOIN stage s ON s.pipeline = o.pipeline AND s.code = :to
                WHERE o.id = CAST(:opportunity AS uuid)
                ON CONFLICT (tenant_id, id) DO NOTHING
                """);
        for (Change change : changes) {
            batch.bind("id", change.id())
                    .bind("opportunity", change.opportunity())
                    .bind("from", change.from() == null ? null : change.from().name())
                    .bind("to", change.to().name())
                    .bind("amount", change.amount())
                    .bind("currency", change.currency())
                    .bind("at", change.at())
                    .bind("by", change.by())
                    .add();
        }
        if (!changes.isEmpty()) {
            batch.execute();
        }
    }

    /** Adds the step that leads to where a deal now stands, when the history ends elsewhere. */
    public void catchUp(Tx tx, UUID deal, String by) {
        tx.sql()
                .createUpdate("""
                        INSERT INTO stage_change (id, opportunity_id, from_stage, to_stage, probability, amount, currency,
                                                  changed_at, changed_by)
                        SELECT :id, o.id, h.to_stage, o.stage, s.probability, o.amount, o.currency, :now, :by
                        FROM opportunity o JOIN stage s ON s.pipeline = o.pipeline AND s.code = o.stage
                        CROSS JOIN LATERAL (SELECT c.to_stage FROM stage_change c WHERE c.opportunity_id = o.id
                            ORDER BY c.changed_at DESC, c.id DESC LIMIT 1) AS h
                        WHERE o.id = :deal AND h.to_stage <> o.stage
                        """)
                .bind("id", tx.newId())
                .bind("now", tx.now())
                .bind("by", by)
                .bind("deal", deal)
                .execute();
    }
}
