package dev.bac.orchestrator.run;

import dev.bac.identity.Caller;
import dev.bac.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The audit of all servers of this process as one list. Each is kept by its own schema; ids sort by time. */
public final class AuditTrail {
    private static final UUID NEWEST = new UUID(-1, -1);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Map<String, Store> stores;

    /** @param stores by server */
    public AuditTrail(Map<String, Store> stores) {
        this.stores = new LinkedHashMap<>(stores);
    }

    /** One entry, as the API shows it. */
    public record Entry(
            UUID id,
            Instant at,
            String server,
            @Nullable String user,
            @Nullable String agent,
            String channel,
            String action,
            @Nullable String subject,
            String outcome,
            String digest) {}

    /** Newest first. */
    public Page<Entry> list(Caller caller, Optional<String> server, int limit, Optional<UUID> before) {
        var found = new ArrayList<Entry>();
        stores.forEach((name, store) -> {
            if (server.isEmpty() || server.get().equals(name)) {
                found.addAll(read(name, store, caller, limit + 1, before.orElse(NEWEST)));
            }
        });
        found.sort(Comparator.comparing((Entry entry) -> entry.id().toString()).reversed());
        return Page.of(found.subList(0, Math.min(found.size(), limit + 1)), limit, Entry::id);
    }

    private static List<Entry> read(String server, Store store, Caller caller, int limit, UUID before) {
        return store.read(caller.tenant(), tx -> tx.sql()
                .createQuery("SELECT * FROM audit WHERE id < :before ORDER BY id DESC LIMIT :limit")
                .bind("before", before)
                .bind("limit", limit)
                .map((row, _) -> entry(server, row))
                .list());
    }

    private static Entry entry(String server, ResultSet row) throws SQLException {
        var details = JSON.readTree(row.getString("details"));
        return new Entry(
                row.getObject("id", UUID.class),
                row.getTimestamp("at").toInstant(),
                server,
                row.getString("actor"),
                row.getString("agent"),
                row.getString("channel"),
                row.getString("action"),
                details.path("approval").isString() ? details.path("approval").stringValue() : null,
                row.getString("outcome"),
                row.getString("digest"));
    }
}
