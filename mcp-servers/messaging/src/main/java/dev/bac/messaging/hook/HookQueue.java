package dev.bac.messaging.hook;

import dev.bac.store.Tx;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Keeps what programs are to be told, in the transaction in which it happens. */
public final class HookQueue {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * Something that happened.
     *
     * @param id by which a program that is told twice knows it
     * @param subject of which an event is told once
     */
    public record Happening(UUID id, HookEvent event, UUID subject, ObjectNode data) {}

    /** What at least one program wants to be told; nothing when there is none. */
    public Set<HookEvent> wanted(Tx tx) {
        var wanted = EnumSet.noneOf(HookEvent.class);
        tx.sql()
                .createQuery("SELECT DISTINCT unnest(events) FROM hook WHERE active")
                .mapTo(String.class)
                .forEach(label -> HookEvent.of(label).ifPresent(wanted::add));
        return wanted;
    }

    /** Something that has no subject but itself. */
    public void add(Tx tx, HookEvent event, ObjectNode data) {
        if (wanted(tx).contains(event)) {
            UUID id = tx.newId();
            add(tx, List.of(new Happening(id, event, id, data)));
        }
    }

    /** For each program that wants it; again for the same subject it is nothing new. */
    public void add(Tx tx, List<Happening> all) {
        if (all.isEmpty()) {
            return;
        }
        tx.sql()
                .createUpdate("""
                        INSERT INTO hook_delivery (hook_id, event_id, event, subject, body, next_at, created_at)
                        SELECT h.id, given.id, given.event, given.subject, given.body, :now, :now
                        FROM unnest(CAST(:ids AS uuid[]), CAST(:events AS text[]), CAST(:subjects AS uuid[]),
                            CAST(:bodies AS text[])) AS given (id, event, subject, body)
                        JOIN hook h ON h.active AND given.event = ANY (h.events)
                        ON CONFLICT DO NOTHING
                        """)
                .bindArray("ids", UUID.class, all.stream().map(Happening::id).toList())
                .bindArray(
                        "events",
                        String.class,
                        all.stream().map(one -> one.event().label()).toList())
                .bindArray(
                        "subjects",
                        UUID.class,
                        all.stream().map(Happening::subject).toList())
                .bindArray(
                        "bodies",
                        String.class,
                        all.stream().map(one -> body(tx, one)).toList())
                .bind("now", tx.now())
                .execute();
    }

    private static String body(Tx tx, Happening one) {
        return JSON.createObjectNode()
                .put("type", one.event().label())
                .put("timestamp", tx.now().toString())
                .set("data", one.data())
                .toString();
    }
}
