package dev.bac.crm.merge;

import dev.bac.crm.account.AccountStore;
import dev.bac.crm.contact.ContactStore;
import dev.bac.crm.lead.LeadStore;
import dev.bac.crm.naming.Held;
import dev.bac.crm.naming.Numbers;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Lookup;
import dev.bac.store.Tx;
import java.util.List;
import java.util.UUID;

/** The tool that takes a merge back. */
public final class MergeUndoTool {
    private final Merging merging;

    public MergeUndoTool(AccountStore accounts, ContactStore contacts, LeadStore leads) {
        this.merging = new Merging(accounts, contacts, leads);
    }

    /** What {@code crm_merge_undo} takes. */
    public record MergeUndo(
            @Arg("The merge, by its number such as MRG-1001 or its id")
            String merge) {}

    /** What {@code crm_merge_undo} answers; {@code restored} are the ids of the records that are there again. */
    public record MergeUndone(String summary, boolean undoneBefore, List<UUID> restored) implements Told {}

    /** The tool. */
    public Tool<?, ?> tool() {
        return Tool.write(
                        "crm_merge_undo",
                        "Undo a merge",
                        "Takes a merge of records back: each is there again as it was, with all that belonged to it."
                                + " What was changed since the merge stays.",
                        Effect.WRITE,
                        Risk.NONE,
                        MergeUndo.class,
                        MergeUndone.class,
                        this::undo)
                .example("Undo the merge MRG-1001", new MergeUndo("MRG-1001"))
                .example("Take the merge MRG-1004 back", new MergeUndo("MRG-1004"));
    }

    private MergeUndone undo(Caller caller, Tx tx, MergeUndo given) {
        Held.oneAtATime(tx, "merge");
        var order = merging.store()
                .lock(
                        tx,
                        Lookup.id(given.merge()).orElse(null),
                        Numbers.MRG.read(given.merge()).orElse(0))
                .orElseThrow(() -> ToolRefusal.notFound(
                        "merge",
                        "merge",
                        given.merge(),
                        "Give its number, such as MRG-1001, from the merge's answer."));
        String label = Numbers.MRG.label(order.number());
        if (order.undone()) {
            return new MergeUndone(label + " was undone already.", true, List.of());
        }
        var back = merging.undo(tx, order);
        return new MergeUndone(
                "Undid %s: %d %s there again."
                        .formatted(label, back.size(), back.size() == 1 ? "record is" : "records are"),
                false,
                back);
    }
}
