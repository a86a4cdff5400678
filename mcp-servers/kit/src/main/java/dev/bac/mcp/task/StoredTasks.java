package dev.bac.mcp.task;

import dev.bac.identity.Caller;
import dev.bac.identity.TenantId;
import dev.bac.mcp.wire.Task;
import dev.bac.mcp.wire.WireJson;
import dev.bac.store.Store;
import dev.bac.store.Tx;
import dev.bac.store.journal.Scheduler;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tasks as rows, run by whichever copy of the server is free. A row and the order to run it are written in one
 * transaction, before the request that began it is answered; when a copy dies, another takes the work over.
 */
public final class StoredTasks implements TaskBoard, AutoCloseable {
    private static final String RUN = "mcp-task-run";
    private static final String FORGET = "mcp-task-forget";

    private final Store store;
    private final TaskRows rows;
    private final Scheduler scheduler;

    private StoredTasks(Store store, TaskRows rows, Scheduler scheduler) {
        this.store = store;
        this.rows = rows;
        this.scheduler = scheduler;
    }

    /**
     * Begins to look after the tasks of a schema, those of an earlier process too.
     *
     * @param node names this copy of the server
     * @param works by name
     */
    public static StoredTasks start(Store store, String node, TaskLimits limits, Map<String, Work> works) {
        var rows = new TaskRows(limits);
        var scheduler = new Scheduler(store, node, limits.scheduling());
        var tasks = new StoredTasks(store, rows, scheduler);
        var attempts = new Attempts(store, rows, works);
        scheduler.once(RUN, call -> attempts.run(call.tenant(), UUID.fromString(id(call.instance()))));
        scheduler.once(FORGET, call -> tasks.forget(call.tenant(), UUID.fromString(call.instance())));
        scheduler.start();
        return tasks;
    }

    private void forget(TenantId tenant, UUID id) {
        var _ = store.write(tenant, tx -> {
            rows.delete(tx, id);
            return id;
        });
    }

    /** A task is run once for its beginning and once for each time it was answered. */
    private static String id(String instance) {
        return instance.substring(0, 36);
    }

    @Override
    public Task start(Caller caller, String work, ObjectNode request, String message) {
        var row = store.write(caller.tenant(), tx -> {
            var added = rows.add(tx, caller, work, request, message);
            run(tx, added.id());
            scheduler.schedule(tx, FORGET, added.id().toString(), added.expiresAt(), WireJson.object());
            return added;
        });
        return rows.task(row);
    }

    private void run(Tx tx, UUID id) {
        scheduler.schedule(tx, RUN, id + "/" + tx.newId(), tx.now(), WireJson.object());
    }

    @Override
    public Optional<Task> find(Caller caller, String id) {
        return store.read(caller.tenant(), tx -> own(tx, caller, id, false)).map(rows::task);
    }

    @Override
    public boolean answer(Caller caller, String id, Map<String, JsonNode> responses) {
        return store.write(caller.tenant(), tx -> {
            var row = own(tx, caller, id, true);
            row.filter(found -> found.state().equals("input_required"))
                    .ifPresent(found -> answer(tx, found, responses));
            return row.isPresent();
        });
    }

    private void answer(Tx tx, TaskRows.Row row, Map<String, JsonNode> responses) {
        var asks = row.asks().deepCopy();
        var answers = row.answers().deepCopy();
        responses.forEach((key, response) -> {
            if (asks.has(key)) {
                asks.remove(key);
                answers.set(key, response);
            }
        });
        rows.answered(tx, row.id(), asks, answers);
        if (asks.isEmpty()) {
            run(tx, row.id());
        }
    }

    @Override
    public boolean cancel(Caller caller, String id) {
        return store.write(caller.tenant(), tx -> {
            var row = own(tx, caller, id, true);
            row.ifPresent(found -> {
                rows.stop(tx, found.id());
                if (found.state().equals("input_required")) {
                    rows.update(tx, found.id(), "cancelled", WireJson.object(), Optional.empty());
                }
            });
            return row.isPresent();
        });
    }

    /** Its owner's, and the owner's agent's only if that began it. */
    private Optional<TaskRows.Row> own(Tx tx, Caller caller, String id, boolean lock) {
        UUID wanted;
        try {
            wanted = UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        return rows.find(tx, wanted, lock)
                .filter(row -> row.owner().equals(caller.user().value()))
                .filter(row -> KeptCaller.read(caller.tenant(), row.caller())
                        .actor()
                        .map(actor -> actor.agent())
                        .equals(caller.actor().map(actor -> actor.agent())))
                .filter(row -> row.expiresAt().isAfter(tx.now()));
    }

    @Override
    public void close() {
        scheduler.close();
    }
}
