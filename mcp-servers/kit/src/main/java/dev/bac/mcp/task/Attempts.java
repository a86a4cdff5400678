package dev.bac.mcp.task;

import dev.bac.identity.TenantId;
import dev.bac.mcp.wire.InputRequest;
import dev.bac.mcp.wire.RpcError;
import dev.bac.mcp.wire.WireJson;
import dev.bac.store.Store;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Runs the work of tasks, and stops it when somebody wants it stopped, wherever that was said. */
record Attempts(Store store, TaskRows rows, Map<String, Work> works) {
    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

    void run(TenantId tenant, UUID id) {
        var row = store.read(tenant, tx -> rows.find(tx, id, false));
        if (row.isEmpty() || !row.get().state().equals("working")) {
            return;
        }
        var work = works.get(row.get().work());
        if (work == null) {
            end(tenant, id, failed("this server does not do such work any more"));
            return;
        }
        var run = attempt(tenant, row.get());
        var attempt = new FutureTask<>(() -> work.run(run));
        var worker = Thread.ofVirtual().name("task-" + id).start(attempt);
        try {
            if (await(tenant, id, attempt, worker)) {
                work.stopped(run);
                cancelled(tenant, id);
            }
        } catch (InterruptedException e) {
            worker.interrupt();
            Thread.currentThread().interrupt();
            // Else the order to run would count as carried out, and no other copy would take it.
            throw new IllegalStateException("this copy is stopping", e);
        }
    }

    private Work.Run attempt(TenantId tenant, TaskRows.Row row) {
        var answers = new LinkedHashMap<String, JsonNode>();
        row.answers().forEachEntry(answers::put);
        return new Work.Run(
                KeptCaller.read(tenant, row.caller()),
                "task/" + row.id(),
                row.request(),
                answers,
                message -> store.write(tenant, tx -> {
                    rows.say(tx, row.id(), message);
                    return message;
                }));
    }

    /** @return true when it was stopped, as somebody wished */
    private boolean await(TenantId tenant, UUID id, FutureTask<Work.Outcome> attempt, Thread worker)
            throws InterruptedException {
        long watch = rows.limits().watch().toMillis();
        long turns = rows.limits().longest().toMillis() / watch;
        boolean stopped = false;
        for (long turn = 0; ; turn++) {
            try {
                return settle(tenant, id, attempt.get(watch, TimeUnit.MILLISECONDS));
            } catch (TimeoutException e) {
                if (!stopped && (turn > turns || wantsStop(tenant, id))) {
                    stopped = true;
                    worker.interrupt();
                }
            } catch (ExecutionException | CancellationException e) {
                if (stopped || e.getCause() instanceof InterruptedException) {
                    return true;
                }
                LOG.warn("task {} failed", id, e.getCause());
                end(tenant, id, failed("The work failed. It has been logged."));
                return false;
            }
        }
    }

    private boolean wantsStop(TenantId tenant, UUID id) {
        return store.read(
                tenant, tx -> rows.find(tx, id, false).map(TaskRows.Row::stop).orElse(true));
    }

    private boolean settle(TenantId tenant, UUID id, Work.Outcome outcome) {
        switch (outcome) {
            case Work.Outcome.Done done ->
                write(tenant, id, "completed", WireJson.object(), Optional.of(done.result()));
            case Work.Outcome.Failed failed -> end(tenant, id, failed.error());
            case Work.Outcome.Asks asks -> {
                if (wantsStop(tenant, id)) {
                    return true;
                }
                var requests = WireJson.object();
                for (Map.Entry<String, InputRequest> ask : asks.requests().entrySet()) {
                    requests.set(ask.getKey(), ask.getValue().json());
                }
                write(tenant, id, "input_required", requests, Optional.empty());
            }
        }
        return false;
    }

    private void cancelled(TenantId tenant, UUID id) {
        write(tenant, id, "cancelled", WireJson.object(), Optional.empty());
    }

    private void end(TenantId tenant, UUID id, RpcError error) {
        write(tenant, id, "failed", WireJson.object(), Optional.of(WireJson.tree(error)));
    }

    private void write(TenantId tenant, UUID id, String state, ObjectNode asks, Optional<ObjectNode> outcome) {
        store.write(tenant, tx -> {
            rows.update(tx, id, state, asks, outcome);
            return state;
        });
    }

    private static RpcError failed(String why) {
        return RpcError.of(RpcError.INTERNAL, why);
    }
}
