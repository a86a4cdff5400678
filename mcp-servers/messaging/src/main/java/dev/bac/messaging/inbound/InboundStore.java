package dev.bac.messaging.inbound;

import dev.bac.messaging.address.MessageChannel;
import dev.bac.messaging.consent.ConsentStore;
import dev.bac.messaging.hook.HookEvent;
import dev.bac.messaging.hook.HookQueue;
import dev.bac.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What people wrote to us, in PostgreSQL, each message once however often its vendor tells it. */
public final class InboundStore {
    /** Published for each new message. */
    public static final String RECEIVED = "messaging.message.received";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final ConsentStore consents = new ConsentStore();
    private final HookQueue hooks = new HookQueue();

    /** A kept message. */
    public record Kept(
            UUID id,
            MessageChannel channel,
            String sender,
            String text,
            @Nullable Keyword keyword,
            String provider,
            Instant receivedAt) {}

    /**
     * Keeps a message, and does what its keyword says: STOP opts the sender out on every channel, START back in.
     *
     * @return what it is; empty when it is nothing new
     */
    public Optional<Kept> keep(Tx tx, String provider, Inbound message) {
        var keyword = keyword(tx, message);
        UUID id = tx.newId();
        int added = tx.sql()
                .createUpdate("""
                        INSERT INTO inbound (id, provider, vendor_id, channel, sender, body, keyword, received_at)
                        VALUES (:id, :provider, :vendorId, :channel, :sender, :body, :keyword, :now)
                        ON CONFLICT (tenant_id, provider, vendor_id) DO NOTHING
                        """)
                .bind("id", id)
                .bind("provider", provider)
                .bind("vendorId", message.vendorId())
                .bind("channel", message.channel().name())
                .bind("sender", message.sender())
                .bind("body", message.text())
                .bind("keyword", keyword.map(Enum::name).orElse(null))
                .bind("now", tx.now())
                .execute();
        if (added == 0) {
            return Optional.empty();
        }
        keyword.ifPresent(word -> consent(tx, provider, message, word));
        var told = JSON.createObjectNode()
                .put("channel", message.channel().name())
                .put("sender", message.sender())
                .put("provider", provider)
                .put("text", message.text())
                .put("keyword", keyword.map(Enum::name).orElse(null));
        tx.publish(RECEIVED, id.toString(), told);
        hooks.add(
                tx,
                HookEvent.RECEIVED,
                told.deepCopy()
                        .put("id", id.toString())
                        .put("channel", message.channel().name().toLowerCase(Locale.ROOT)));
        return Optional.of(new Kept(
                id, message.channel(), message.sender(), message.text(), keyword.orElse(null), provider, tx.now()));
    }

    /** "Yes" opts in only who has opted out; to anybody else it is a word of a conversation. */
    private Optional<Keyword> keyword(Tx tx, Inbound message) {
        return Keyword.of(message.text())
                .filter(word -> word != Keyword.START || consents.optedOut(tx, message.sender()));
    }

    private void consent(Tx tx, String provider, Inbound message, Keyword word) {
        switch (word) {
            case STOP -> consents.set(tx, message.sender(), true, "They wrote STOP.", provider);
            case START -> consents.set(tx, message.sender(), false, "They wrote START.", provider);
            case HELP -> {
                // Asks for words, changes nothing.
            }
        }
    }

    /** When we last wrote to somebody. */
    public Optional<Instant> lastWritten(Tx tx, String address) {
        return tx.sql()
                .createQuery("SELECT max(created_at) FROM message WHERE recipient = :address")
                .bind("address", address)
                .mapTo(Instant.class)
                .findOne();
    }

    /** The newest first. */
    public List<Kept> newest(Tx tx, @Nullable String sender, int most) {
        return tx.sql()
                .createQuery("""
                        SELECT id, channel, sender, body, keyword, provider, received_at FROM inbound
                        WHERE CAST(:sender AS text) IS NULL OR sender = :sender
                        ORDER BY received_at DESC, id DESC LIMIT :most
                        """)
                .bind("sender", sender)
                .bind("most", most)
                .map((row, _) -> new Kept(
                        row.getObject("id", UUID.class),
                        MessageChannel.valueOf(row.getString("channel")),
                        row.getString("sender"),
                        row.getString("body"),
                        row.getString("keyword") == null ? null : Keyword.valueOf(row.getString("keyword")),
                        row.getString("provider"),
                        row.getTimestamp("received_at").toInstant()))
                .list();
    }
}
