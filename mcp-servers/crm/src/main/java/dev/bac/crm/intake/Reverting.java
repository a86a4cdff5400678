package dev.bac.crm.intake;

import dev.bac.crm.naming.Held;
import dev.bac.identity.Caller;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.util.UUID;

/** Takes imports back, the last record first: exactly what each made and changed, and nothing that changed since. */
final class Reverting {
    private final RowTaking rows;
    private final Effects effects = new Effects();

    Reverting(RowTaking rows) {
        this.rows = rows;
    }

    /** Takes back some records; fewer than {@code most} when no more are to be. */
    int next(Caller caller, Tx tx, ImportOrder order, int most) {
        Held.oneAtATime(tx, "import");
        var kept = effects.kept(tx, order.id(), most);
        for (var effect : kept) {
            var problem = Attempt.at(tx, () -> {
                takeBack(caller, tx, effect);
                return true;
            });
            effects.settle(
                    tx, order.id(), effect, problem.map(Attempt.Problem::text).orElse(null));
        }
        return kept.size();
    }

    private void takeBack(Caller caller, Tx tx, Effects.Effect effect) {
        var kind = effect.kind();
        UUID id = effect.record();
        var version = Images.lock(tx, kind, id)
                .orElseThrow(() -> new ToolRefusal("conflict", "it was merged or removed since"));
        if (version != effect.version()) {
            throw new ToolRefusal("conflict", "it was changed since; it stays as it is");
        }
        var intake = rows.intake(kind);
        if (effect.before() != null) {
            Images.restore(tx, kind, id, effect.before());
            intake.restored(tx, id, caller.name());
            return;
        }
        if (mergedInto(tx, id)) {
            throw new ToolRefusal("conflict", "another record was merged into it since; it stays as it is");
        }
        tx.sql()
                .createUpdate("DELETE FROM " + kind.table() + " WHERE id = :id")
                .bind("id", id)
                .execute();
        intake.removed(tx, id);
    }

    private static boolean mergedInto(Tx tx, UUID id) {
        return tx.sql()
                .createQuery("SELECT EXISTS (SELECT 1 FROM merged WHERE into_id = :id)")
                .bind("id", id)
                .mapTo(Boolean.class)
                .one();
    }
}
