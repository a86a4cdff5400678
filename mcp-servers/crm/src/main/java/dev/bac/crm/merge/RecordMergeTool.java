package dev.bac.crm.merge;

import dev.bac.crm.account.AccountStore;
import dev.bac.crm.contact.ContactStore;
import dev.bac.crm.lead.LeadStore;
import dev.bac.crm.naming.Held;
import dev.bac.crm.naming.Merged;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tool that makes one record of several. */
public final class RecordMergeTool {
    private static final int MOST = 20;
    private final AccountStore accounts;
    private final ContactStore contacts;
    private final LeadStore leads;
    private final Merging merging;

    public RecordMergeTool(AccountStore accounts, ContactStore contacts, LeadStore leads) {
        this.accounts = accounts;
        this.contacts = contacts;
        this.leads = leads;
        this.merging = new Merging(accounts, contacts, leads);
    }

    /** Which record a field's value is taken from. */
    public record FieldChoice(
            @Arg("The field, such as email or phone") String field,

            @Arg("The record to take it from, by id or number")
            String from) {}

    /** What {@code crm_merge_create} takes. */
    public record RecordMerge(
            @Arg("What the records are") MergeKind kind,

            @Arg("The record to keep, by id, number or name")
            String keep,

            @Arg("The records to merge into it, by id, number or name; at most 20")
            List<String> merge,

            @Arg("Fields to take from another record than usual: the kept one's value, or else the first there is")
            @Nullable List<FieldChoice> fields) {}

    /** What {@code crm_merge_create} answers; {@code moved} counts what went along, by kind. */
    public record RecordMerged(
            String summary, String merge, UUID keptId, String kept, List<String> merged, Map<String, Integer> moved)
            implements Told {}

    /** The tool. */
    public Tool<?, ?> tool() {
        return Tool.write(
                        "crm_merge_create",
                        "Merge records",
                        "Makes one record of several accounts, contacts or leads that are the same: the one kept gets"
                                + " what it lacks, or field by field what you choose, and all that belongs to the"
                                + " others. Their numbers go on answering. crm_merge_undo takes it back.",
                        Effect.WRITE,
                        Risk.BULK,
                        RecordMerge.class,
                        RecordMerged.class,
                        this::merge)
                .example(
                        "Merge contact CON-1007 into CON-1002",
                        new RecordMerge(MergeKind.CONTACT, "CON-1002", List.of("CON-1007"), null))
                .example(
                        "Merge the accounts ACC-1003 and ACC-1009 into ACC-1001, but take the phone of ACC-1009",
                        new RecordMerge(
                                MergeKind.ACCOUNT,
                                "ACC-1001",
                                List.of("ACC-1003", "ACC-1009"),
                                List.of(new FieldChoice("phone", "ACC-1009"))));
    }

    private RecordMerged merge(Caller caller, Tx tx, RecordMerge given) {
        var kind = given.kind();
        if (given.merge().isEmpty() || given.merge().size() > MOST) {
            throw ToolRefusal.invalid("merge", "give 1 to " + MOST + " records");
        }
        Held.oneAtATime(tx, "merge");
        given.merge().forEach(one -> refuseMerged(tx, kind, one));
        var ids = new ArrayList<UUID>();
        var labels = new ArrayList<String>();
        for (int i = 0; i <= given.merge().size(); i++) {
            String field = i == 0 ? "keep" : "merge";
            var named =
                    named(tx, kind, field, i == 0 ? given.keep() : given.merge().get(i - 1));
            if (ids.contains(named.getKey())) {
                throw ToolRefusal.invalid(field, named.getValue() + " is given twice; a record merges with others");
            }
            ids.add(named.getKey());
            labels.add(named.getValue());
        }
        var done = merging.merge(tx, kind, ids, choices(tx, kind, ids, given), caller.name());
        String kept = label(tx, kind, done.kept());
        String moved = done.moved().isEmpty()
                ? ""
                : "; along went "
                        + done.moved().entrySet().stream()
                                .map(one -> one.getKey().replace('_', ' ') + " " + one.getValue())
                                .collect(Collectors.joining(", "));
        var others = labels.subList(1, labels.size());
        return new RecordMerged(
                "Merged %s into %s%s. Undo with MRG-%d."
                        .formatted(String.join(" and ", others), kept, moved, done.number()),
                "MRG-" + done.number(),
                done.kept(),
                kept,
                List.copyOf(others),
                done.moved());
    }

    /** Its number now means another record, with more in it than whoever wrote it meant. */
    private void refuseMerged(Tx tx, MergeKind kind, String given) {
        Merged.into(tx, kind.name(), kind.numbers, given).ifPresent(into -> {
            throw new ToolRefusal(
                    "conflict", "merge: " + given.strip() + " was merged into " + label(tx, kind, into) + " already");
        });
    }

    private Map<String, UUID> choices(Tx tx, MergeKind kind, List<UUID> ids, RecordMerge given) {
        var choices = new HashMap<String, UUID>();
        for (var choice : given.fields() == null ? List.<FieldChoice>of() : given.fields()) {
            String field = Given.line("fields", choice.field(), 40);
            if (!kind.fields.containsKey(field)) {
                throw ToolRefusal.invalid(
                        "fields", "no field \"" + field + "\"; there are " + String.join(", ", kind.fields.keySet()));
            }
            var from = named(tx, kind, "fields", choice.from());
            if (!ids.contains(from.getKey())) {
                throw ToolRefusal.invalid("fields", from.getValue() + " is none of the records to merge");
            }
            choices.put(field, from.getKey());
        }
        return choices;
    }

    private Map.Entry<UUID, String> named(Tx tx, MergeKind kind, String field, String given) {
        return switch (kind) {
            case ACCOUNT -> {
                var one = accounts.named(tx, field, given);
                yield Map.entry(one.id(), one.label());
            }
            case CONTACT -> {
                var one = contacts.named(tx, field, given);
                yield Map.entry(one.id(), one.label());
            }
            case LEAD -> {
                var one = leads.named(tx, field, given);
                yield Map.entry(one.id(), one.label());
            }
        };
    }

    private String label(Tx tx, MergeKind kind, UUID id) {
        return switch (kind) {
            case ACCOUNT -> accounts.byId(tx, id).label();
            case CONTACT -> contacts.byId(tx, id).label();
            case LEAD -> leads.byId(tx, id).label();
        };
    }
}
