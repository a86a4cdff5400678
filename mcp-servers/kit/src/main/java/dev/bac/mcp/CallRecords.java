package dev.bac.mcp;

import dev.bac.store.Tx;
import java.sql.Timestamp;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The store's tables that make a call safe to repeat and to check. Each statement is part of the call's transaction. */
final class CallRecords {
    private CallRecords() {}

    /** The tenant's state, as the schema's {@code tenant} row has it. */
    static void refuseSuspended(Tx tx) {
        String state = tx.sql()
                .createQuery("SELECT state FROM tenant")
                .mapTo(String.class)
                .one();
        if (!state.equals("ACTIVE")) {
            throw new ToolRefusal("tenant_suspended", "This company is suspended. An operator can resume it.");
        }
    }

    /**
     * Claims a key for a request. A concurrent call with the same key waits here for the first one's end.
     *
     * @return the first call's answer, when there was one
     */
    static Optional<ToolAnswer.Result> claim(Tx tx, String key, String requestHash) {
        int added = tx.sql()
                .createUpdate("""
                        INSERT INTO idempotency (key, request_hash, created_at) VALUES (:key, :hash, :now)
                        ON CONFLICT DO NOTHING
                        """)
                .bind("key", key)
                .bind("hash", requestHash)
                .bind("now", tx.now())
                .execute();
        return added == 1 ? Optional.empty() : earlier(tx, key, requestHash);
    }

    /** The answer that a call with this key got before. */
    static Optional<ToolAnswer.Result> earlier(Tx tx, String key, String requestHash) {
        return tx.sql()
                .createQuery("SELECT request_hash, answer::text FROM idempotency WHERE key = :key")
                .bind("key", key)
                .map((row, _) -> {
                    if (!row.getString(1).equals(requestHash)) {
                        throw new ToolRefusal(
                                "idempotency_conflict",
                                CallOptions.KEY + ": this key was used for another call. Choose a new key.");
                    }
                    var answer = ToolJson.mapper().readTree(row.getString(2));
                    return new ToolAnswer.Result(answer.path("text").asString(), (ObjectNode) answer.path("content"));
                })
                .findOne();
    }

    static void keep(Tx tx, String key, ToolAnswer.Result result) {
        var answer = ToolJson.mapper().createObjectNode();
        answer.put("text", result.text()).set("content", result.content());
        tx.sql()
                .createUpdate("UPDATE idempotency SET answer = CAST(:answer AS jsonb) WHERE key = :key")
                .bind("key", key)
                .bind("answer", answer.toString())
                .execute();
    }

    /** Uses up a grant. */
    static void consume(Tx tx, String grant) {
        int added = tx.sql()
                .createUpdate("INSERT INTO grant_used (grant_id, used_at) VALUES (:id, :now) ON CONFLICT DO NOTHING")
                .bind("id", grant)
                .bind("now", tx.now())
                .execute();
        if (added == 0) {
            throw new ToolRefusal("grant_used", "This approval was used already. Ask for a new one.");
        }
    }

    static void audit(Tx tx, AuditEntry entry) {
        var id = tx.newId();
        tx.sql()
                .createUpdate("""
                        INSERT INTO audit (id, at, actor, agent, channel, action, outcome, details, digest)
                        VALUES (:id, :at, :actor, :agent, :channel, :action, :outcome, CAST(:details AS jsonb), :digest)
                        """)
                .bind("id", id)
                .bind("at", Timestamp.from(entry.at()))
                .bind("actor", entry.actor())
                .bind("agent", entry.agent())
                .bind("channel", entry.channel())
                .bind("action", entry.action())
                .bind("outcome", entry.outcome())
                .bind("details", entry.details().toString())
                .bind("digest", CanonicalJson.hash(ToolJson.mapper().valueToTree(entry)))
                .execute();
    }
}
