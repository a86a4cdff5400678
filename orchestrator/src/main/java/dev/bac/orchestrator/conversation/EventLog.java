package dev.bac.orchestrator.conversation;

import dev.bac.identity.TenantId;
import dev.bac.store.Store;
import dev.bac.store.Tx;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The events of each conversation. The database holds them, so that a stream can be resumed after anything; a bell in
 * this process only tells readers that it is time to look. What other nodes write is looked for at intervals, for all
 * readers of a node at once.
 */
public final class EventLog {
    /** Most events read at once. */
    private static final int BATCH = 500;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Store store;
    private final Bells bells;

    public EventLog(Store store) {
        this.store = store;
        this.bells = new Bells(this::last);
    }

    /** One event of a stream. */
    public record Event(long id, String type, JsonNode data) {}

    /** Adds an event within a transaction; {@link #ring} when it is committed. */
    public long append(Tx tx, UUID conversation, String type, JsonNode data) {
        return tx.sql()
                .createQuery("""
                        WITH next AS (
                            UPDATE conversation SET last_event = last_event + 1 WHERE id = :conversation
                            RETURNING last_event)
                        INSERT INTO event (conversation, id, type, data, at)
                        SELECT :conversation, last_event, :type, CAST(:data AS json), :now FROM next
                        RETURNING id
                        """)
                .bind("conversation", conversation)
                .bind("type", type)
                .bind("data", data.toString())
                .bind("now", tx.now())
                .mapTo(Long.class)
                .one();
    }

    /** The next events after the given one, at most 500. */
    public List<Event> after(TenantId tenant, UUID conversation, long after) {
        return store.read(tenant, tx -> after(tx, conversation, after));
    }

    List<Event> after(Tx tx, UUID conversation, long after) {
        return tx.sql()
                .createQuery("""
                        SELECT id, type, data FROM event
                        WHERE conversation = :conversation AND id > :after ORDER BY id LIMIT :most
                        """)
                .bind("conversation", conversation)
                .bind("after", after)
                .bind("most", BATCH)
                .map((row, _) ->
                        new Event(row.getLong("id"), row.getString("type"), JSON.readTree(row.getString("data"))))
                .list();
    }

    /** The last event of each of those conversations. */
    private Map<UUID, Long> last(TenantId tenant, List<UUID> conversations) {
        return store.read(tenant, tx -> tx.sql()
                .createQuery("SELECT id, last_event FROM conversation WHERE id = ANY (:ids)")
                .bindArray("ids", UUID.class, conversations.toArray())
                .map((row, _) -> Map.entry(row.getObject("id", UUID.class), row.getLong("last_event")))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Wakes the readers of a conversation. */
    public void ring(UUID conversation) {
        bells.ring(conversation);
    }

    /** Wakes all readers on this node. */
    void ringAll() {
        bells.ringAll();
    }

    /** A reader's place at the conversation's bell; closed when it leaves. */
    Bells.Listening listen(TenantId tenant, UUID conversation) {
        return bells.listen(tenant, conversation);
    }
}
