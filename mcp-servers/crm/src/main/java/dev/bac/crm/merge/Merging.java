package dev.bac.crm.merge;

import dev.bac.crm.account.AccountStore;
import dev.bac.crm.contact.ContactStore;
import dev.bac.crm.lead.LeadStore;
import dev.bac.crm.naming.Numbers;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes one record of several, and several of one again.
 *
 * <p>What is merged away is removed and remembered: its row as it was, its id and number, which from then on mean the
 * record that stayed, and each row that pointed to it. Taking the merge back puts all of that where it was. What was
 * changed in between is not lost by it: a field of the kept record goes back only when it still holds what the merge
 * gave it, and a row that was moved on stays where it is.
 */
final class Merging {
    private static final List<String> JOINED = List.of("tags", "custom");
    private final MergeStore store = new MergeStore();
    private final AccountStore accounts;
    private final ContactStore contacts;
    private final LeadStore leads;

    Merging(AccountStore accounts, ContactStore contacts, LeadStore leads) {
        this.accounts = accounts;
        this.contacts = contacts;
        this.leads = leads;
    }

    /** What a merge did; {@code moved} counts rows by the table they are in. */
    record Done(int number, UUID kept, Map<String, Integer> moved) {}

    /**
     * Merges records.
     *
     * @param ids the one to keep, then the others in the order in which they fill what it lacks
     * @param choices by field the record whose value is wanted
     */
    Done merge(Tx tx, MergeKind kind, List<UUID> ids, Map<String, UUID> choices, String by) {
        seeAll(tx);
        var kept = ids.getFirst();
        var gone = ids.subList(1, ids.size());
        var images = store.lockImages(tx, kind, ids);
        refuseConverted(kind, images);
        var order = new MergeStore.Order(tx.newId(), kindNumber(tx), kind, kept, false);
        store.add(tx, order, by);
        store.keep(tx, order.id(), "BEFORE", kind.table(), images.getFirst());
        images.subList(1, images.size()).forEach(image -> store.keep(tx, order.id(), "GONE", kind.table(), image));

        store.write(tx, kind, kept, columns(kind), joined(kind, ids, images, choices));
        var moved = new LinkedHashMap<String, Integer>();
        for (var relation : kind.relations()) {
            int rows = store.move(tx, order.id(), relation, gone, kept);
            if (rows > 0 && !relation.table().equals("merged")) {
                moved.merge(relation.table(), rows, Integer::sum);
            }
        }
        store.remove(tx, kind, gone, order.id(), kept);
        settle(tx, kind, kept);
        store.keep(tx, order.id(), "AFTER", kind.table(), store.image(tx, kind, kept));
        publish(tx, order, gone, "merged");
        return new Done(order.number(), kept, moved);
    }

    /** Takes a merge back; answers the ids of the records that are there again. */
    List<UUID> undo(Tx tx, MergeStore.Order order) {
        seeAll(tx);
        var kind = order.kind();
        store.mergeOf(tx, kind, order.kept()).ifPresent(later -> {
            throw new ToolRefusal(
                    "conflict",
                    "merge: the record kept by it was merged into another since; undo MRG-" + later + " first");
        });
        var now = store.lockImages(tx, kind, List.of(order.kept())).getFirst();
        var before = store.kept(tx, order.id(), "BEFORE", kind.table()).getFirst();
        var after = store.kept(tx, order.id(), "AFTER", kind.table()).getFirst();
        var images = store.kept(tx, order.id(), "GONE", kind.table());

        for (var relation : kind.relations()) {
            if (relation.table().equals("merged")) {
                store.moveBack(tx, order, relation);
            }
        }
        store.forget(tx, order.id());
        var restored = now.deepCopy();
        for (String column : columns(kind)) {
            if (now.path(column).equals(after.path(column))) {
                restored.set(column, before.path(column));
            }
        }
        store.write(tx, kind, order.kept(), columns(kind), restored);
        images.forEach(image -> store.putBack(tx, kind.table(), image, false));
        for (var relation : kind.relations()) {
            store.moveBack(tx, order, relation);
            if (relation.once() != null) {
                store.kept(tx, order.id(), "GONE", relation.table())
                        .forEach(image -> store.putBack(tx, relation.table(), image, true));
            }
        }
        store.undone(tx, order.id());
        var back = images.stream()
                .map(image -> UUID.fromString(image.path("id").asString()))
                .toList();
        settle(tx, kind, order.kept());
        back.forEach(id -> settle(tx, kind, id));
        publish(tx, order, back, "split");
        return back;
    }

    MergeStore store() {
        return store;
    }

    /** Records that the caller does not see move too; who may merge was decided when the records were named. */
    private static void seeAll(Tx tx) {
        tx.sql()
                .createQuery("SELECT set_config('app.crm_unseen', '', true)")
                .mapTo(String.class)
                .one();
    }

    private static int kindNumber(Tx tx) {
        return Numbers.MRG.next(tx);
    }

    private static void refuseConverted(MergeKind kind, List<ObjectNode> images) {
        if (kind == MergeKind.LEAD
                && images.stream()
                        .skip(1)
                        .anyMatch(image -> image.path("status").asString().equals("CONVERTED"))) {
            throw new ToolRefusal("conflict", "merge: a converted lead can only be the one to keep; give it as keep");
        }
    }

    private static List<String> columns(MergeKind kind) {
        var columns = new ArrayList<>(kind.fields.values());
        columns.addAll(JOINED);
        return columns;
    }

    /** The kept record's values, where it has none those of the others in turn, and what was chosen over both. */
    private static ObjectNode joined(
            MergeKind kind, List<UUID> ids, List<ObjectNode> images, Map<String, UUID> choices) {
        var joined = images.getFirst().deepCopy();
        kind.fields.forEach((field, column) -> {
            var chosen = choices.get(field);
            JsonNode value = chosen != null
                    ? images.get(ids.indexOf(chosen)).path(column)
                    : images.stream()
                            .map(image -> image.path(column))
                            .filter(one -> !one.isNull())
                            .findFirst()
                            .orElse(JsonNodeFactory.instance.nullNode());
            joined.set(column, value);
        });
        var tags = new TreeSet<String>();
        var custom = JsonNodeFactory.instance.objectNode();
        for (var image : images.reversed()) {
            image.path("tags").forEach(tag -> tags.add(tag.asString()));
            image.path("custom").properties().forEach(field -> custom.set(field.getKey(), field.getValue()));
        }
        var all = joined.putArray("tags");
        tags.forEach(all::add);
        joined.set("custom", custom);
        return joined;
    }

    /** What follows from a record's particulars: how it is found, and how its people are. */
    private void settle(Tx tx, MergeKind kind, UUID id) {
        switch (kind) {
            case ACCOUNT -> {
                accounts.update(tx, accounts.byId(tx, id));
                contacts.follow(tx, id);
            }
            case CONTACT -> contacts.update(tx, contacts.byId(tx, id));
            case LEAD -> leads.update(tx, leads.byId(tx, id));
        }
    }

    private static void publish(Tx tx, MergeStore.Order order, List<UUID> others, String what) {
        var body = JsonNodeFactory.instance
                .objectNode()
                .put(order.kind().table(), order.kept().toString());
        var ids = body.putArray("others");
        others.forEach(id -> ids.add(id.toString()));
        tx.publish("crm." + order.kind().table() + "." + what, order.kept().toString(), body);
    }
}
