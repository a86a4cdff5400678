package dev.bac.mcp.task;

import dev.bac.identity.Caller;
import dev.bac.mcp.wire.InputRequest;
import dev.bac.mcp.wire.RpcError;
import dev.bac.mcp.wire.Task;
import dev.bac.mcp.wire.WireJson;
import dev.bac.store.Tx;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Tasks in PostgreSQL. Every statement runs in the tenant's transaction. */
record TaskRows(TaskLimits limits) {

    /** A row. */
    record Row(
            UUID id,
            UUID owner,
            JsonNode caller,
            String work,
            ObjectNode request,
            String state,
            String message,
            ObjectNode asks,
            ObjectNode answers,
            Optional<ObjectNode> outcome,
            boolean stop,
            Instant createdAt,
            Instant updatedAt,
            Instant expiresAt) {}

    Row add(Tx tx, Caller caller, String work, ObjectNode request, String message) {
        var id = tx.newId();
        tx.sql()
                .createUpdate("""
                        INSERT INTO mcp_task (id, owner, caller, work, request, state, message, created_at, updated_at,
                                              expires_at)
                        VALUES (:id, :owner, CAST(:caller AS json), :work, CAST(:request AS json), 'working', :message,
                                :now, :now, :expires)
                        """)
                .bind("id", id)
                .bind("owner", caller.user().value())
                .bind("caller", KeptCaller.json(caller).toString())
                .bind("work", work)
                .bind("request", request.toString())
                .bind("message", message)
                .bind("now", tx.now())
                .bind("expires", tx.now().plus(limits.life()))
                .execute();
        return find(tx, id, false).orElseThrow();
    }

    /** @param lock true to hold it until the transaction ends */
    Optional<Row> find(Tx tx, UUID id, boolean lock) {
        return tx.sql()
                .createQuery("SELECT * FROM mcp_task WHERE id = :id" + (lock ? " FOR UPDATE" : ""))
                .bind("id", id)
                .map((row, _) -> row(row))
                .findOne();
    }

    void update(Tx tx, UUID id, String state, ObjectNode asks, Optional<ObjectNode> outcome) {
        tx.sql()
                .createUpdate("""
                        UPDATE mcp_task SET state = :state, asks = CAST(:asks AS json), outcome = CAST(:outcome AS json),
                               updated_at = :now
                        WHERE id = :id AND state IN ('working', 'input_required')
                        """)
                .bind("state", state)
                .bind("asks", asks.toString())
                .bind("outcome", outcome.map(ObjectNode::toString).orElse(null))
                .bind("now", tx.now())
                .bind("id", id)
                .execute();
    }

    void answered(Tx tx, UUID id, ObjectNode asks, ObjectNode answers) {
        tx.sql()
                .createUpdate("""
                        UPDATE mcp_task SET asks = CAST(:asks AS json), answers = CAST(:answers AS json),
                               state = CASE WHEN :open THEN 'input_required' ELSE 'working' END, updated_at = :now
                        WHERE id = :id
                        """)
                .bind("asks", asks.toString())
                .bind("answers", answers.toString())
                .bind("open", !asks.isEmpty())
                .bind("now", tx.now())
                .bind("id", id)
                .execute();
    }

    void say(Tx tx, UUID id, String message) {
        tx.sql()
                .createUpdate("UPDATE mcp_task SET message = :message, updated_at = :now WHERE id = :id")
                .bind("message", message)
                .bind("now", tx.now())
                .bind("id", id)
                .execute();
    }

    void stop(Tx tx, UUID id) {
        tx.sql().execute("UPDATE mcp_task SET stop = true WHERE id = ?", id);
    }

    void delete(Tx tx, UUID id) {
        tx.sql().execute("DELETE FROM mcp_task WHERE id = ?", id);
    }

    private static Row row(ResultSet row) throws SQLException {
        String outcome = row.getString("outcome");
        return new Row(
                row.getObject("id", UUID.class),
                row.getObject("owner", UUID.class),
                json(row.getString("caller")),
                row.getString("work"),
                json(row.getString("request")),
                row.getString("state"),
                row.getString("message"),
                json(row.getString("asks")),
                json(row.getString("answers")),
                outcome == null ? Optional.empty() : Optional.of(json(outcome)),
                row.getBoolean("stop"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant(),
                row.getTimestamp("expires_at").toInstant());
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) WireJson.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    /** As clients see it. */
    Task task(Row row) {
        var head = new Task.Head(
                row.id().toString(),
                Optional.of(row.message()),
                row.createdAt(),
                row.updatedAt(),
                Optional.of(Duration.between(row.createdAt(), row.expiresAt()).toMillis()),
                Optional.of(limits.poll().toMillis()));
        return switch (row.state()) {
            case "working" -> new Task.Working(head);
            case "input_required" -> new Task.InputRequired(head, requests(row.asks()));
            case "completed" -> new Task.Completed(head, row.outcome().orElseThrow());
            case "failed" -> new Task.Failed(head, WireJson.read(row.outcome().orElseThrow(), RpcError.class, "error"));
            default -> new Task.Cancelled(head);
        };
    }

    private static Map<String, InputRequest> requests(ObjectNode asks) {
        var requests = new LinkedHashMap<String, InputRequest>();
        asks.forEachEntry((key, request) -> requests.put(key, InputRequest.of((ObjectNode) request)));
        return requests;
    }
}
