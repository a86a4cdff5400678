package dev.bac.orchestrator.workflow;

import dev.bac.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What runs wait for, and the events that they may be waiting for, in PostgreSQL. */
final class WaitRows {
    private static final int MOST = 1_000;

    /** Something a run waits for; {@code outcome} is there once it has come. */
    record Row(UUID run, String step, Instant until, Optional<JsonNode> outcome) {}

    /** An event that came. */
    record Event(UUID id, JsonNode body) {}

    /** Writes down that a run waits; what was written before stands. */
    void add(Tx tx, UUID run, String step, String kind, @Nullable String type, Instant until) {
        tx.sql()
                .createUpdate("""
                        INSERT INTO workflow_wait (run, step, kind, type, until) VALUES (:run, :step, :kind, :type, :until)
                        ON CONFLICT DO NOTHING
                        """)
                .bind("run", run)
                .bind("step", step)
                .bind("kind", kind)
                .bind("type", type)
                .bind("until", until)
                .execute();
    }

    Optional<Row> find(Tx tx, UUID run, String step) {
        return tx.sql()
                .createQuery("SELECT run, step, until, outcome FROM workflow_wait WHERE run = :run AND step = :step")
                .bind("run", run)
                .bind("step", step)
                .map((row, _) -> new Row(
                        row.getObject("run", UUID.class),
                        row.getString("step"),
                        row.getTimestamp("until").toInstant(),
                        Optional.ofNullable(row.getString("outcome")).map(WorkflowRuns.JSON::readTree)))
                .findOne();
    }

    /** The runs that wait for an event of the type. */
    List<UUID> waiting(Tx tx, String type) {
        return tx.sql()
                .createQuery("""
                        SELECT DISTINCT run FROM workflow_wait WHERE type = :type AND outcome IS NULL LIMIT :most
                        """)
                .bind("type", type)
                .bind("most", MOST)
                .mapTo(UUID.class)
                .list();
    }

    void outcome(Tx tx, UUID run, String step, JsonNode outcome) {
        tx.sql()
                .createUpdate("""
                        UPDATE workflow_wait SET outcome = CAST(:outcome AS json)
                        WHERE run = :run AND step = :step AND outcome IS NULL
                        """)
                .bind("outcome", outcome.toString())
                .bind("run", run)
                .bind("step", step)
                .execute();
    }

    /** Keeps an event for runs that get to their wait later. */
    void keep(Tx tx, UUID id, String type, JsonNode body, Instant at) {
        tx.sql()
                .createUpdate("""
                        INSERT INTO workflow_event (id, type, body, at) VALUES (:id, :type, CAST(:body AS json), :at)
                        ON CONFLICT DO NOTHING
                        """)
                .bind("id", id)
                .bind("type", type)
                .bind("body", body.toString())
                .bind("at", at)
                .execute();
    }

    /** Events of the type since then, oldest first. */
    List<Event> events(Tx tx, String type, Instant since) {
        return tx.sql()
                .createQuery("""
                        SELECT id, body FROM workflow_event WHERE type = :type AND at >= :since ORDER BY at, id LIMIT :most
                        """)
                .bind("type", type)
                .bind("since", since)
                .bind("most", MOST)
                .map((row, _) ->
                        new Event(row.getObject("id", UUID.class), WorkflowRuns.JSON.readTree(row.getString("body"))))
                .list();
    }

    /** Forgets events that are so old that no wait may still look for them. */
    int prune(Tx tx, Instant before) {
        return tx.sql()
                .createUpdate("DELETE FROM workflow_event WHERE at < :before")
                .bind("before", before)
                .execute();
    }
}
