package dev.bac.orchestrator.servers;

import dev.bac.identity.TenantId;
import dev.bac.store.Store;
import dev.bac.store.Tx;
import dev.bac.tools.Tool;
import dev.bac.tools.mcp.foreign.Pins;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** Pins in PostgreSQL. */
final class PostgresPins implements Pins {
    private static final JsonMapper JSON = JsonMapper.shared();
    /** Most definitions of one company read at once. */
    private static final int MOST = 10_000;

    private final Store store;

    PostgresPins(Store store) {
        this.store = store;
    }

    @Override
    public Map<String, String> accepted(TenantId tenant, String server) {
        return store.read(tenant, tx -> {
            var found = new TreeMap<String, String>();
            tx.sql()
                    .createQuery("SELECT tool, hash FROM foreign_pin WHERE server = :server LIMIT :most")
                    .bind("server", server)
                    .bind("most", MOST)
                    .map((row, _) -> Map.entry(row.getString("tool"), row.getString("hash")))
                    .forEach(pin -> found.put(pin.getKey(), pin.getValue()));
            return found;
        });
    }

    @Override
    public void first(TenantId tenant, String server, Map<String, String> hashes) {
        store.write(tenant, tx -> {
            var batch = tx.sql().prepareBatch("""
                    INSERT INTO foreign_pin (server, tool, hash, at) VALUES (:server, :tool, :hash, :now)
                    ON CONFLICT (tenant_id, server, tool) DO NOTHING
                    """);
            hashes.forEach((tool, hash) -> batch.bind("server", server)
                    .bind("tool", tool)
                    .bind("hash", hash)
                    .bind("now", tx.now())
                    .add());
            return batch.execute();
        });
    }

    @Override
    public void accept(TenantId tenant, String server, String tool, String hash) {
        store.write(tenant, tx -> accept(tx, server, tool, hash));
    }

    static int accept(Tx tx, String server, String tool, String hash) {
        tx.sql()
                .createUpdate("DELETE FROM foreign_change WHERE server = :server AND tool = :tool")
                .bind("server", server)
                .bind("tool", tool)
                .execute();
        return tx.sql()
                .createUpdate("""
                        INSERT INTO foreign_pin (server, tool, hash, at) VALUES (:server, :tool, :hash, :now)
                        ON CONFLICT (tenant_id, server, tool) DO UPDATE SET hash = excluded.hash, at = excluded.at
                        """)
                .bind("server", server)
                .bind("tool", tool)
                .bind("hash", hash)
                .bind("now", tx.now())
                .execute();
    }

    /** Writes only when something has changed: this is asked with every list of tools. */
    @Override
    public void quarantine(TenantId tenant, String server, List<Quarantined> changed) {
        var known = waiting(tenant).stream()
                .filter(one -> one.server().equals(server))
                .collect(Collectors.toMap(one -> one.changed().name(), Function.identity()));
        var now = changed.stream().collect(Collectors.toMap(one -> one.changed().name(), Function.identity()));
        if (known.equals(now)) {
            return;
        }
        store.write(tenant, tx -> {
            tx.sql()
                    .createUpdate("DELETE FROM foreign_change WHERE server = :server")
                    .bind("server", server)
                    .execute();
            now.values().forEach(one -> insert(tx, one));
            return now.size();
        });
    }

    private static void insert(Tx tx, Quarantined one) {
        tx.sql()
                .createUpdate("""
                        INSERT INTO foreign_change (server, tool, hash, definition, at)
                        VALUES (:server, :tool, :hash, CAST(:definition AS json), :now)
                        ON CONFLICT (tenant_id, server, tool) DO UPDATE
                        SET hash = excluded.hash, definition = excluded.definition, at = excluded.at
                        """)
                .bind("server", one.server())
                .bind("tool", one.changed().name())
                .bind("hash", one.hash())
                .bind("definition", JSON.writeValueAsString(one.changed()))
                .bind("now", tx.now())
                .execute();
    }

    @Override
    public List<Quarantined> waiting(TenantId tenant) {
        return store.read(tenant, tx -> tx.sql()
                .createQuery("SELECT server, hash, definition FROM foreign_change ORDER BY server, tool LIMIT :most")
                .bind("most", MOST)
                .map((row, _) -> new Quarantined(
                        row.getString("server"),
                        JSON.readValue(row.getString("definition"), Tool.class),
                        row.getString("hash")))
                .list());
    }
}
