package dev.bac.orchestrator.conversation;

import dev.bac.llm.Message;
import dev.bac.llm.MessageCodec;
import dev.bac.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** The messages of conversations, in the order they came. Nothing is ever changed in them. */
public final class TranscriptStore {
    /** Most messages of one conversation. */
    static final int MOST = 2_000;

    private static final JsonMapper JSON = JsonMapper.shared();
    private final MessageCodec codec = new MessageCodec();

    /** A message with what is known of it. */
    public record Entry(int seq, Message message, UUID run, String agent, Instant at) {}

    /** All messages, oldest first. */
    public List<Entry> read(Tx tx, UUID conversation) {
        return tx.sql()
                .createQuery("""
                        SELECT seq, body, run, agent, at FROM message
                        WHERE conversation = :conversation ORDER BY seq LIMIT :most
                        """)
                .bind("conversation", conversation)
                .bind("most", MOST)
                .map((row, _) -> new Entry(
                        row.getInt("seq"),
                        codec.read(JSON.readTree(row.getString("body"))),
                        row.getObject("run", UUID.class),
                        row.getString("agent"),
                        row.getTimestamp("at").toInstant()))
                .list();
    }

    void append(Tx tx, UUID conversation, UUID run, String agent, Message message) {
        tx.sql()
                .createUpdate("""
                INSERT INTO message (conversation, seq, body, run, agent, at)
                SELECT :conversation, coalesce(max(seq), 0) + 1, CAST(:body AS json), :run, :agent, :now
                FROM message WHERE conversation = :conversation
                """)
                .bind("conversation", conversation)
                .bind("body", codec.write(message).toString())
                .bind("run", run)
                .bind("agent", agent)
                .bind("now", tx.now())
                .execute();
    }
}
