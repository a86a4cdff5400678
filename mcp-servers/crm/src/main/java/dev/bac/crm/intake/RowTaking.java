package dev.bac.crm.intake;

import dev.bac.crm.account.AccountStore;
import dev.bac.crm.field.Fields;
import dev.bac.crm.naming.Email;
import dev.bac.crm.naming.Held;
import dev.bac.crm.naming.Merged;
import dev.bac.crm.naming.RecordKind;
import dev.bac.crm.table.Columns;
import dev.bac.identity.Caller;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.mcp.argument.Lookup;
import dev.bac.store.Tx;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** Takes in the rows of an import, each wholly or not at all, and notes what each made and changed. */
final class RowTaking {
    private final Map<RecordKind, RecordIntake> intakes;
    private final AccountStore accounts;
    private final ImportStore imports = new ImportStore();
    private final Effects effects = new Effects();
    private final Marking marking = new Marking();

    RowTaking(Map<RecordKind, RecordIntake> intakes, AccountStore accounts) {
        this.intakes = Map.copyOf(intakes);
        this.accounts = accounts;
    }

    /** Takes in the next rows that wait; fewer than {@code most} when no more do. */
    int next(Caller caller, Tx tx, ImportOrder order, int most) {
        // Of two imports at once the second sees what the first added.
        Held.oneAtATime(tx, "import");
        var rows = imports.waiting(tx, order.id(), most);
        int[] line = {0};
        var companies = new Companies(
                tx,
                accounts,
                order.companies(),
                account -> effects.note(tx, order.id(), line[0], RecordKind.ACCOUNT, account, null));
        var context = new RowContext(tx, caller, companies);
        for (var row : rows) {
            line[0] = row.line();
            take(context, order, row);
        }
        return rows.size();
    }

    private void take(RowContext context, ImportOrder order, Cells row) {
        var tx = context.tx();
        RowOutcome[] outcome = {RowOutcome.LEFT};
        var problem = Attempt.at(tx, () -> {
            outcome[0] = taken(context, order, row);
            return outcome[0] != RowOutcome.LEFT;
        });
        if (problem.isPresent()) {
            imports.settle(
                    tx,
                    order.id(),
                    row.line(),
                    RowOutcome.FAILED,
                    problem.get().field(),
                    problem.get().text());
        } else {
            imports.settle(tx, order.id(), row.line(), outcome[0], null, null);
        }
    }

    private RowOutcome taken(RowContext context, ImportOrder order, Cells row) {
        var tx = context.tx();
        var kind = order.kind();
        var intake = intake(kind);
        UUID known = find(context, intake, order.key(), row);
        if (known == null) {
            UUID added = intake.add(context, row, number(tx, kind, row));
            marking.mark(context, kind, added, row);
            effects.note(tx, order.id(), row.line(), kind, added, null);
            return RowOutcome.ADDED;
        }
        if (order.known() == KnownContacts.LEAVE) {
            return RowOutcome.LEFT;
        }
        Held.row(tx, kind.table(), known);
        String before = Images.of(tx, kind, known);
        intake.change(context, known, row);
        marking.mark(context, kind, known, row);
        if (Images.same(tx, kind, known, before)) {
            return RowOutcome.LEFT;
        }
        effects.note(tx, order.id(), row.line(), kind, known, before);
        return RowOutcome.CHANGED;
    }

    RecordIntake intake(RecordKind kind) {
        return Objects.requireNonNull(intakes.get(kind));
    }

    private static int number(Tx tx, RecordKind kind, Cells row) {
        String given = row.get("number");
        if (given == null) {
            return kind.numbers().next(tx);
        }
        int number = kind.numbers()
                .read(given)
                .orElseThrow(() -> ToolRefusal.invalid(
                        "number",
                        "\"" + given + "\" is no number of ours, such as "
                                + kind.numbers().label(1001) + "; an id of another system goes into externalId"));
        kind.numbers().keepAbove(tx, number);
        return number;
    }

    private static @Nullable UUID find(RowContext context, RecordIntake intake, @Nullable String key, Cells row) {
        var tx = context.tx();
        var kind = intake.kind();
        if (key != null) {
            String value = row.get(key);
            if (value == null && !key.equals("name")) {
                throw ToolRefusal.invalid(key, "is empty, and records are known by it in this import");
            }
            return key.equals("name")
                    ? only("name", intake.like(context, row))
                    : byKey(tx, kind, key, String.valueOf(value));
        }
        for (String one : List.of("number", "externalId")) {
            String value = row.get(one);
            UUID found = value == null ? null : byKey(tx, kind, one, value);
            if (found != null || (value != null && one.equals("number"))) {
                return found;
            }
        }
        UUID like = only("name", intake.like(context, row));
        return like != null && row.has("externalId") && external(tx, kind, like) ? null : like;
    }

    /** Whether a record has another id in the system it came from: then it is another record than the row's. */
    private static boolean external(Tx tx, RecordKind kind, UUID id) {
        return tx.sql()
                .createQuery("SELECT external_id IS NOT NULL FROM " + kind.table() + " WHERE id = :id")
                .bind("id", id)
                .mapTo(Boolean.class)
                .one();
    }

    private static @Nullable UUID byKey(Tx tx, RecordKind kind, String key, String value) {
        return switch (key) {
            case "number" -> {
                var id = Lookup.number(kind.numbers().name(), value)
                        .map(number -> only(key, ids(tx, kind, "number = :value", number)));
                yield id.orElseGet(() ->
                        Merged.into(tx, kind.name(), kind.numbers(), value).orElse(null));
            }
            case "externalId" -> only(key, ids(tx, kind, "external_id = :value", Given.line("externalId", value, 200)));
            case "email" -> only(key, ids(tx, kind, "email = :value", String.valueOf(Email.normal("email", value))));
            default -> own(tx, kind, key, value);
        };
    }

    /** A field of the tenant's own that is the key holds its value as it is kept. */
    private static @Nullable UUID own(Tx tx, RecordKind kind, String key, String value) {
        String name = Columns.ownKey(key).orElseThrow();
        var kept = JsonNodeFactory.instance.objectNode();
        new Fields().set(tx, kind, kept, List.of(name + "=" + value));
        return only(key, ids(tx, kind, "custom @> CAST(:value AS jsonb)", kept.toString()));
    }

    private static List<UUID> ids(Tx tx, RecordKind kind, String condition, Object value) {
        return tx.sql()
                .createQuery("SELECT id FROM " + kind.table() + " WHERE " + condition + " ORDER BY number LIMIT 2")
                .bind("value", value)
                .mapTo(UUID.class)
                .list();
    }

    private static @Nullable UUID only(String field, List<UUID> found) {
        if (found.size() > 1) {
            throw new ToolRefusal("ambiguous", field + ": several records are meant; give their number");
        }
        return found.isEmpty() ? null : found.getFirst();
    }
}
