package dev.bac.crm.targetlist;

import dev.bac.crm.naming.Fold;
import dev.bac.crm.naming.Held;
import dev.bac.crm.naming.Numbers;
import dev.bac.crm.record.AnyRecord;
import dev.bac.crm.search.Conditions;
import dev.bac.crm.search.RecordSearchTool.Condition;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tool that makes lists and puts people on them. */
final class ListSaveTool {
    private static final int MOST_LISTS = 1_000;
    private final TargetLists lists;
    private final AnyRecord.Stores records;

    ListSaveTool(TargetLists lists, AnyRecord.Stores records) {
        this.lists = lists;
        this.records = records;
    }

    /** What {@code crm_list_save} takes. */
    public record ListSave(
            @Arg("The list's name; a list that is not there yet is made")
            String name,

            @Arg("Who is on it: CONTACT or LEAD; CONTACT when left out") @Nullable ListKind kind,

            @Arg("Who fits these conditions is on it, now and later; left out, people are put on it one by one")
            @Nullable List<Condition> conditions,

            @Arg("People to put on it, by id, number, e-mail or name") @Nullable List<String> add,

            @Arg("People to take off it") @Nullable List<String> remove,

            @Arg("How far the campaign has come with those in mark") @Nullable ListStatus status,

            @Arg(
                    "People on it who stand at status now; left out, all who are still planned, or all of them for planned")
            @Nullable List<String> mark) {}

    /** What {@code crm_list_save} answers. */
    public record ListSaved(
            String summary, UUID id, String number, boolean made, int added, int removed, int marked, long members)
            implements Told {}

    Tool<?, ?> tool() {
        return Tool.write(
                        "crm_list_save",
                        "Save a target list",
                        "Makes a list of contacts or leads to turn to together, changes the conditions of one, puts"
                                + " people on it and takes them off. It also keeps how far the campaign has come with each: planned, sent,"
                                + " responded, declined or bounced. It sends nothing.",
                        Effect.WRITE,
                        Risk.NONE,
                        ListSave.class,
                        ListSaved.class,
                        this::save)
                .example(
                        "Put Jane Doe on the list Spring fair",
                        new ListSave("Spring fair", null, null, List.of("Jane Doe"), null, null, null))
                .example(
                        "Make a target list called Newsletter",
                        new ListSave("Newsletter", null, null, null, null, null, null))
                .example(
                        "Jane Doe on the list Spring fair has responded",
                        new ListSave("Spring fair", null, null, null, null, ListStatus.RESPONDED, List.of("Jane Doe")));
    }

    private ListSaved save(Caller caller, Tx tx, ListSave given) {
        Held.oneAtATime(tx, "lists");
        String name = Given.line("name", given.name(), 80);
        if (Fold.of(name).isEmpty()) {
            throw ToolRefusal.invalid("name", "holds neither letter nor digit");
        }
        var known =
                Numbers.LIST.read(name).isPresent() ? List.of(lists.named(tx, "name", name)) : lists.ofName(tx, name);
        boolean made = known.isEmpty();
        var list = made ? made(tx, name, given) : changed(known.getFirst(), given);
        if (list.conditions() != null) {
            Conditions.filter(tx, list.kind().records, list.conditions());
        }
        if (made || given.conditions() != null) {
            lists.save(tx, list, caller.name());
        }
        int added = 0;
        int removed = 0;
        for (UUID person : people(tx, list, "add", given.add())) {
            added += lists.add(tx, list, person) ? 1 : 0;
        }
        for (UUID person : people(tx, list, "remove", given.remove())) {
            removed += lists.remove(tx, list, person) ? 1 : 0;
        }
        int marked = marked(tx, list, given);
        long members = lists.count(tx, list).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        return new ListSaved(
                "%s %s: %,d %s on it%s%s%s."
                        .formatted(
                                made ? "Made" : "Changed",
                                list.label(),
                                members,
                                members == 1 ? "person" : "people",
                                added == 0 ? "" : ", %,d new".formatted(added),
                                removed == 0 ? "" : ", %,d taken off".formatted(removed),
                                given.status() == null
                                        ? ""
                                        : ", %,d now %s"
                                                .formatted(
                                                        marked, given.status().told())),
                list.id(),
                Numbers.LIST.label(list.number()),
                made,
                added,
                removed,
                marked,
                members);
    }

    private int marked(Tx tx, TargetList list, ListSave given) {
        var named = given.mark() == null ? List.<String>of() : given.mark();
        if (given.status() == null) {
            if (!named.isEmpty()) {
                throw ToolRefusal.invalid("status", "say how far the campaign has come with those in mark");
            }
            return 0;
        }
        if (given.mark() == null) {
            return lists.markAll(tx, list, given.status());
        }
        for (String one : named) {
            var person = records.named(tx, "mark", one);
            if (lists.mark(tx, list, List.of(person.id()), given.status()) == 0) {
                throw ToolRefusal.invalid("mark", person.label() + " is not on " + list.label());
            }
        }
        return named.size();
    }

    private TargetList made(Tx tx, String name, ListSave given) {
        if (lists.newest(tx, MOST_LISTS).size() == MOST_LISTS) {
            throw ToolRefusal.invalid("name", "there are " + MOST_LISTS + " lists already; change one of them");
        }
        return new TargetList(
                tx.newId(),
                Numbers.LIST.next(tx),
                name,
                given.kind() == null ? ListKind.CONTACT : given.kind(),
                given.conditions());
    }

    private static TargetList changed(TargetList old, ListSave given) {
        if (given.kind() != null && given.kind() != old.kind()) {
            throw new ToolRefusal("conflict", "kind: " + old.label() + " is a list of other people and stays so");
        }
        return new TargetList(
                old.id(),
                old.number(),
                old.name(),
                old.kind(),
                given.conditions() == null ? old.conditions() : given.conditions());
    }

    private List<UUID> people(Tx tx, TargetList list, String field, @Nullable List<String> given) {
        if (given == null || given.isEmpty()) {
            return List.of();
        }
        if (list.conditions() != null) {
            throw ToolRefusal.invalid(field, list.label() + " holds whoever fits its conditions; change those");
        }
        return given.stream()
                .map(one -> records.named(tx, field, one))
                .map(one -> {
                    if (one.kind() != list.kind().records) {
                        throw ToolRefusal.invalid(
                                field,
                                one.label() + " is no " + list.kind().records.table() + ", as all on " + list.label()
                                        + " are");
                    }
                    return one.id();
                })
                .distinct()
                .toList();
    }
}
