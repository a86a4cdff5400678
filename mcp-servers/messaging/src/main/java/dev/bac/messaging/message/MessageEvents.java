package dev.bac.messaging.message;

import dev.bac.messaging.hook.HookEvent;
import dev.bac.messaging.hook.HookQueue;
import dev.bac.messaging.hook.HookQueue.Happening;
import dev.bac.store.Tx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What happened to messages, one row a change of state. */
public final class MessageEvents {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HookQueue hooks = new HookQueue();

    /** A message reached a state. */
    public record Happened(
            UUID message, MessageState state, @Nullable String detail) {}

    /** Adds them, all in one statement. */
    public void add(Tx tx, List<Happened> all) {
        if (all.isEmpty()) {
            return;
        }
        List<UUID> ids = all.stream().map(_ -> tx.newId()).toList();
        tx.sql()
                .createUpdate("""
                        INSERT INTO message_event (id, message_id, state, detail, at)
                        SELECT id, message, state, detail, :now
                        FROM unnest(CAST(:ids AS uuid[]), CAST(:messages AS uuid[]), CAST(:states AS text[]),
                            CAST(:details AS text[])) AS given (id, message, state, detail)
                        """)
                .bindArray("ids", UUID.class, ids)
                .bindArray(
                        "messages",
                        UUID.class,
                        all.stream().map(Happened::message).toList())
                .bindArray(
                        "states",
                        String.class,
                        all.stream().map(one -> one.state().name()).toList())
                .bindArray(
                        "details",
                        String.class,
                        all.stream().map(Happened::detail).toArray())
                .bind("now", tx.now())
                .execute();
        var kept = new ArrayList<Kept>();
        for (int i = 0; i < ids.size(); i++) {
            kept.add(new Kept(ids.get(i), all.get(i)));
        }
        tell(tx, kept);
    }

    /** Something that happened and is written down under an id. */
    public record Kept(UUID id, Happened what) {}

    /** Programs that want to know are told, from the same transaction, what somebody else has written down. */
    public void tell(Tx tx, List<Kept> all) {
        if (all.stream().allMatch(one -> event(one.what().state()).isEmpty())) {
            return;
        }
        var wanted = hooks.wanted(tx);
        var told = new LinkedHashMap<UUID, Happened>();
        for (var one : all) {
            if (event(one.what().state()).filter(wanted::contains).isPresent()) {
                told.put(one.id(), one.what());
            }
        }
        if (told.isEmpty()) {
            return;
        }
        var about = about(
                tx, told.values().stream().map(Happened::message).distinct().toList());
        hooks.add(
                tx,
                told.entrySet().stream()
                        .filter(one -> about.containsKey(one.getValue().message()))
                        .map(one -> new Happening(
                                one.getKey(),
                                event(one.getValue().state()).orElseThrow(),
                                one.getValue().message(),
                                Objects.requireNonNull(about.get(one.getValue().message()))
                                        .deepCopy()
                                        .put(
                                                "state",
                                                one.getValue().state().name().toLowerCase(Locale.ROOT))
                                        .put("reason", one.getValue().detail())))
                        .toList());
    }

    private static Map<UUID, ObjectNode> about(Tx tx, List<UUID> messages) {
        return tx
                .sql()
                .createQuery("""
                        SELECT id, number, channel, recipient, vendor, campaign_id FROM message
                        WHERE id = ANY (CAST(:ids AS uuid[]))
                        """)
                .bindArray("ids", UUID.class, messages)
                .map((row, _) -> Map.entry(
                        row.getObject("id", UUID.class),
                        JSON.createObjectNode()
                                .put("id", row.getString("id"))
                                .put("number", "MSG-" + row.getInt("number"))
                                .put("channel", row.getString("channel").toLowerCase(Locale.ROOT))
                                .put("to", row.getString("recipient"))
                                .put("provider", row.getString("vendor"))
                                .put("campaign", row.getString("campaign_id"))))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** What it means to a program that a message came to this state; empty for what only we need to know. */
    private static Optional<HookEvent> event(MessageState state) {
        return switch (state) {
            case SUBMITTED, SENT -> Optional.of(HookEvent.SENT);
            case DELIVERED -> Optional.of(HookEvent.DELIVERED);
            case READ -> Optional.of(HookEvent.READ);
            case FAILED, REJECTED, EXPIRED, UNDELIVERED, SUPPRESSED -> Optional.of(HookEvent.FAILED);
            case UNKNOWN -> Optional.of(HookEvent.UNCLEAR);
            case ACCEPTED, SCHEDULED, QUEUED, HELD, SUBMITTING, CANCELLED -> Optional.empty();
        };
    }
}
