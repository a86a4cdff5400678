package dev.bac.crm.intake;

import dev.bac.crm.naming.Numbers;
import dev.bac.crm.naming.RecordKind;
import dev.bac.crm.table.Columns;
import dev.bac.identity.Caller;
import dev.bac.mcp.LastingHandler.Standing;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Csv;
import dev.bac.store.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keeps imports and goes on with them, some rows a transaction. */
final class Importing {
    static final int MOST_ROWS = 10_000;
    static final int LONGEST = 2_000_000;
    private static final int ROWS_A_STEP = 25;
    private static final int ROWS_TRIED = 1_000;
    private static final int PROBLEMS_SHOWN = 50;
    private static final Set<String> NAMES = Set.of("name", "firstName", "lastName", "number");
    private static final Set<String> KEYS = Set.of("number", "externalId", "email", "name");

    private final ImportStore imports = new ImportStore();
    private final RowTaking rows;

    Importing(RowTaking rows) {
        this.rows = rows;
    }

    /** What is asked for. */
    record Wanted(
            RecordKind kind,
            String csv,
            Map<String, String> columns,
            @Nullable String key,
            @Nullable KnownContacts known,
            boolean companies) {
        Wanted {
            columns = Map.copyOf(columns);
        }
    }

    /** Keeps the order, and says what it comes to by doing the first rows and taking that back. */
    ImportResult begin(Caller caller, Tx tx, Wanted wanted) {
        var table = Csv.read("csv", wanted.csv(), MOST_ROWS);
        var columns = Columns.of(tx, wanted.kind());
        var meaning = columns.meaning(table.columns(), wanted.columns());
        String key = wanted.key() == null ? null : key(columns, meaning, wanted.key());
        if (key == null && meaning.stream().noneMatch(one -> one.field() != null && NAMES.contains(one.field()))) {
            throw ToolRefusal.invalid(
                    "csv",
                    "no column holds names. Call one name (others: " + String.join(", ", columns.names())
                            + "); there are " + String.join(", ", table.columns()) + ".");
        }
        var order = new ImportOrder(
                tx.newId(),
                Numbers.IMP.next(tx),
                wanted.kind(),
                meaning,
                key,
                wanted.known() == null ? KnownContacts.CHANGE : wanted.known(),
                wanted.companies(),
                ImportState.RUNNING);
        var cells = new ArrayList<Cells>();
        for (var row : table.rows()) {
            cells.add(Cells.of(cells.size() + 1, row, meaning));
        }
        imports.add(tx, order, caller.name(), cells);
        tx.sql().execute("SAVEPOINT trial");
        int _ = rows.next(caller, tx, order, ROWS_TRIED);
        var expected = result(tx, order);
        tx.sql().execute("ROLLBACK TO SAVEPOINT trial");
        return expected;
    }

    private static String key(Columns columns, List<Columns.Meaning> meaning, String given) {
        String field = columns.field(given);
        if (!KEYS.contains(field) && Columns.ownKey(field).isEmpty()) {
            throw ToolRefusal.invalid(
                    "key", "records are known by number, externalId, email, name or an own field, not by " + field);
        }
        boolean there = meaning.stream().anyMatch(one -> field.equals(one.field()));
        if (!there && !field.equals("name")) {
            throw ToolRefusal.invalid("key", "no column of the table is " + field);
        }
        return field;
    }

    /** Takes in some more rows. */
    Standing<ImportResult> step(Caller caller, Tx tx, ImportResult begun) {
        var order = imports.find(tx, begun.id(), true).orElseThrow();
        if (order.state() == ImportState.RUNNING && rows.next(caller, tx, order, ROWS_A_STEP) < ROWS_A_STEP) {
            imports.turn(tx, order.id(), ImportState.RUNNING, ImportState.DONE);
        }
        return standing(tx, begun);
    }

    Standing<ImportResult> standing(Tx tx, ImportResult begun) {
        var order = imports.find(tx, begun.id(), false).orElseThrow();
        var result = result(tx, order);
        int waiting = imports.counts(tx, order.id()).getOrDefault(RowOutcome.WAITING, 0);
        return new Standing<>(result, result.rows() - waiting, result.rows(), order.state() != ImportState.RUNNING);
    }

    void stop(Tx tx, ImportResult begun) {
        imports.turn(tx, begun.id(), ImportState.RUNNING, ImportState.STOPPED);
    }

    ImportResult result(Tx tx, ImportOrder order) {
        UUID id = order.id();
        var counts = imports.counts(tx, id);
        int rowsOfAll = counts.values().stream().mapToInt(Integer::intValue).sum();
        int waiting = counts.getOrDefault(RowOutcome.WAITING, 0);
        int added = counts.getOrDefault(RowOutcome.ADDED, 0);
        int changed = counts.getOrDefault(RowOutcome.CHANGED, 0);
        int left = counts.getOrDefault(RowOutcome.LEFT, 0);
        int failed = counts.getOrDefault(RowOutcome.FAILED, 0);
        var ignored = order.columns().stream()
                .filter(one -> one.field() == null)
                .map(Columns.Meaning::column)
                .toList();
        String summary = "%,d %s: %,d new %s, %,d changed, %,d left as they were, %,d with a problem%s.%s"
                .formatted(
                        rowsOfAll,
                        rowsOfAll == 1 ? "row" : "rows",
                        added,
                        told(order.kind()),
                        changed,
                        left,
                        failed,
                        waiting(waiting, order.state()),
                        ignored.isEmpty() ? "" : " Columns left out: " + String.join(", ", ignored) + ".");
        var problems = imports.failed(tx, id, PROBLEMS_SHOWN).stream()
                .map(one -> new ImportResult.Problem(one.line(), order.column(one.field()), one.field(), one.problem()))
                .toList();
        return new ImportResult(
                summary,
                id,
                order.label(),
                order.state(),
                rowsOfAll,
                added,
                changed,
                left,
                failed,
                order.columns(),
                problems);
    }

    private static String waiting(int waiting, ImportState state) {
        return waiting == 0
                ? ""
                : ", %,d %s"
                        .formatted(
                                waiting,
                                state == ImportState.RUNNING ? "still to come" : "not taken in, as it was stopped");
    }

    static String told(RecordKind kind) {
        return kind == RecordKind.OPPORTUNITY ? "deals" : kind.name().toLowerCase(Locale.ROOT) + "s";
    }

    /** A mapping as it is given. */
    static Map<String, String> columns(@Nullable List<ImportColumn> given) {
        return given == null
                ? Map.of()
                : given.stream()
                        .collect(Collectors.toMap(ImportColumn::column, ImportColumn::field, (_, last) -> last));
    }
}
