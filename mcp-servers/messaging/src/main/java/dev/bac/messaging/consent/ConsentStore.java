package dev.bac.messaging.consent;

import dev.bac.messaging.address.MessageChannel;
import dev.bac.messaging.hook.HookEvent;
import dev.bac.messaging.hook.HookQueue;
import dev.bac.store.Tx;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Who has opted out of messages, by address across channels, in PostgreSQL. */
public final class ConsentStore {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HookQueue hooks = new HookQueue();

    /** Keeps what the owner of an address wants. */
    public void set(Tx tx, String address, boolean optedOut, @Nullable String reason, String by) {
        tx.sql()
                .createUpdate("""
                        INSERT INTO consent (address, opted_out, reason, changed_by, changed_at)
                        VALUES (:address, :optedOut, :reason, :by, :now)
                        ON CONFLICT (tenant_id, address) DO UPDATE SET opted_out = :optedOut, reason = :reason,
                            changed_by = :by, changed_at = :now
                        """)
                .bind("address", address)
                .bind("optedOut", optedOut)
                .bind("reason", reason)
                .bind("by", by)
                .bind("now", tx.now())
                .execute();
        hooks.add(
                tx,
                optedOut ? HookEvent.OPTED_OUT : HookEvent.OPTED_IN,
                JSON.createObjectNode()
                        .put("address", address)
                        .put("reason", reason)
                        .put("by", by));
    }

    /** True when messages to the address are not wanted. */
    public boolean optedOut(Tx tx, String address) {
        return tx.sql()
                .createQuery("SELECT opted_out FROM consent WHERE address = :address")
                .bind("address", address)
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false);
    }

    /** Whether each of these addresses opted out; one that has said nothing is not in it. */
    public Map<String, Boolean> of(Tx tx, Collection<String> addresses) {
        return tx
                .sql()
                .createQuery("SELECT address, opted_out FROM consent WHERE address = ANY (:addresses)")
                .bindArray("addresses", String.class, addresses)
                .map((row, _) -> Map.entry(row.getString("address"), row.getBoolean("opted_out")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Addresses of a channel whose owners agreed to messages. */
    public List<String> agreed(Tx tx, MessageChannel channel, int most) {
        String form =
                switch (channel) {
                    case EMAIL -> "%@%";
                    case SMS, WHATSAPP -> "+%";
                    case TELEGRAM -> "telegram:%";
                    case MESSENGER -> "messenger:%";
                };
        return tx.sql()
                .createQuery("""
                        SELECT address FROM consent WHERE NOT opted_out AND address LIKE :form
                        ORDER BY address LIMIT :most
                        """)
                .bind("form", form)
                .bind("most", most)
                .mapTo(String.class)
                .list();
    }

    /** Keeps opt-outs; addresses that have said something before keep that. */
    public void add(Tx tx, List<String> optedOut, String by) {
        var batch = tx.sql().prepareBatch("""
                INSERT INTO consent (address, opted_out, changed_by, changed_at) VALUES (:address, true, :by, :now)
                ON CONFLICT (tenant_id, address) DO NOTHING
                """);
        for (String address : optedOut) {
            batch.bind("address", address).bind("by", by).bind("now", tx.now()).add();
        }
        if (!optedOut.isEmpty()) {
            batch.execute();
        }
    }
}
