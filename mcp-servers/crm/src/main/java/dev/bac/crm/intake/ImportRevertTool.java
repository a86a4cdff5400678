package dev.bac.crm.intake;

import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.LastingHandler;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.util.List;
import java.util.UUID;

/** The tool that takes an import back. */
final class ImportRevertTool {
    private static final int RECORDS_A_STEP = 25;
    private static final int RECORDS_TRIED = 1_000;
    private static final int REFUSED_SHOWN = 50;
    private final ImportStore imports = new ImportStore();
    private final Effects effects = new Effects();
    private final Reverting reverting;

    ImportRevertTool(RowTaking rows) {
        this.reverting = new Reverting(rows);
    }

    /** What {@code crm_import_revert} takes. */
    public record ImportRevert(
            @Arg("The import, by its number such as IMP-1001 or its id")
            String importNumber) {}

    /** A record that stays as it is; {@code line} is the row's that made or changed it. */
    public record Kept(int line, String problem) {}

    /** What {@code crm_import_revert} answers. */
    public record ImportReverted(
            String summary, UUID id, String number, ImportState state, int removed, int restored, List<Kept> kept)
            implements Told {}

    Tool<?, ?> tool() {
        return Tool.write(
                        "crm_import_revert",
                        "Revert an import",
                        "Takes an import back: removes the records it added and puts those it changed back as they were."
                                + " A record that was changed since, or that others belong to, stays and is told.",
                        Effect.DESTRUCTIVE,
                        Risk.BULK,
                        ImportRevert.class,
                        ImportReverted.class,
                        new Handler())
                .example("Revert the import IMP-1001", new ImportRevert("IMP-1001"))
                .example("Take back the import IMP-1004", new ImportRevert("IMP-1004"));
    }

    private final class Handler implements LastingHandler<ImportRevert, ImportReverted> {
        @Override
        public ImportReverted handle(Caller caller, Tx tx, ImportRevert given) {
            var order = imports.named(tx, given.importNumber())
                    .flatMap(id -> imports.find(tx, id, true))
                    .orElseThrow(() -> ToolRefusal.notFound(
                            "importNumber",
                            "import",
                            given.importNumber(),
                            "Give its number, such as IMP-1001; crm_import_list tells them."));
            if (order.state() == ImportState.RUNNING) {
                throw new ToolRefusal(
                        "conflict", "importNumber: " + order.label() + " is still under way; wait for it or stop it");
            }
            imports.turn(tx, order.id(), ImportState.DONE, ImportState.REVERTING);
            imports.turn(tx, order.id(), ImportState.STOPPED, ImportState.REVERTING);
            tx.sql().execute("SAVEPOINT trial");
            int _ = reverting.next(caller, tx, order, RECORDS_TRIED);
            var expected = result(tx, order);
            tx.sql().execute("ROLLBACK TO SAVEPOINT trial");
            return expected;
        }

        @Override
        public Standing<ImportReverted> step(Caller caller, Tx tx, ImportReverted begun) {
            var order = imports.find(tx, begun.id(), true).orElseThrow();
            if (order.state() == ImportState.REVERTING
                    && reverting.next(caller, tx, order, RECORDS_A_STEP) < RECORDS_A_STEP) {
                imports.turn(tx, order.id(), ImportState.REVERTING, ImportState.REVERTED);
            }
            return standing(caller, tx, begun);
        }

        @Override
        public Standing<ImportReverted> standing(Caller caller, Tx tx, ImportReverted begun) {
            var order = imports.find(tx, begun.id(), false).orElseThrow();
            var counts = effects.counts(tx, order.id());
            long all = counts.values().stream().mapToLong(Integer::intValue).sum();
            return new Standing<>(
                    result(tx, order),
                    all - counts.getOrDefault("KEPT", 0),
                    all,
                    order.state() != ImportState.REVERTING);
        }

        /** What was taken back until then stays so; the rest can be taken back later. */
        @Override
        public void stop(Caller caller, Tx tx, ImportReverted begun) {
            imports.turn(tx, begun.id(), ImportState.REVERTING, ImportState.STOPPED);
        }
    }

    private ImportReverted result(Tx tx, ImportOrder order) {
        var counts = effects.counts(tx, order.id());
        int removed = counts.getOrDefault("REMOVED", 0);
        int restored = counts.getOrDefault("REVERTED", 0);
        int refused = counts.getOrDefault("REFUSED", 0);
        int waiting = counts.getOrDefault("KEPT", 0);
        var kept = effects.refused(tx, order.id(), REFUSED_SHOWN).stream()
                .map(one -> new Kept(one.line(), one.problem()))
                .toList();
        String summary = "%s: %,d removed, %,d put back as they were, %,d kept%s."
                .formatted(
                        order.label(),
                        removed,
                        restored,
                        refused,
                        waiting == 0 ? "" : ", %,d still to come".formatted(waiting));
        return new ImportReverted(summary, order.id(), order.label(), order.state(), removed, restored, kept);
    }
}
