package dev.bac.orchestrator.agent;

import dev.bac.identity.TenantId;
import dev.bac.mcp.Entitlements;
import dev.bac.store.Store;
import dev.bac.store.Tx;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A tenant's own agents in PostgreSQL: which version of each is in force, and every version there was. */
final class AgentStore {
    /** Most agents of one tenant. */
    static final int MOST = 1_000;

    private final Store store;

    AgentStore(Store store) {
        this.store = store;
    }

    /** @param file where it comes from, below the tenant's folder; empty when it was sent to the API */
    record Stored(String name, String digest, String yaml, Optional<String> file) {}

    List<Stored> all(TenantId tenant) {
        return store.read(tenant, tx -> tx.sql()
                .createQuery("""
                        SELECT a.name, a.digest, a.file, v.yaml FROM agent a
                        JOIN agent_version v ON v.name = a.name AND v.digest = a.digest ORDER BY a.name LIMIT :most
                        """)
                .bind("most", MOST)
                .map((row, _) -> new Stored(
                        row.getString("name"),
                        row.getString("digest"),
                        row.getString("yaml"),
                        Optional.ofNullable(row.getString("file"))))
                .list());
    }

    /** The text of a version, in force or not. */
    Optional<String> version(TenantId tenant, String name, String digest) {
        return store.read(tenant, tx -> tx.sql()
                .createQuery("SELECT yaml FROM agent_version WHERE name = :name AND digest = :digest")
                .bind("name", name)
                .bind("digest", digest)
                .mapTo(String.class)
                .findOne());
    }

    /** Every version there was of an agent, the newest first. */
    List<AgentVersion> versions(TenantId tenant, String name, int most) {
        return store.read(tenant, tx -> tx.sql()
                .createQuery("""
                        SELECT v.digest, v.author, v.at, a.digest IS NOT NULL AS in_force FROM agent_version v
                        LEFT JOIN agent a ON a.name = v.name AND a.digest = v.digest
                        WHERE v.name = :name ORDER BY v.at DESC, v.digest LIMIT :most
                        """)
                .bind("name", name)
                .bind("most", most)
                .map((row, _) -> new AgentVersion(
                        row.getString("digest"),
                        row.getString("author"),
                        row.getTimestamp("at").toInstant(),
                        row.getBoolean("in_force")))
                .list());
    }

    /** Keeps a text that no tenant wrote, for the runs that begin with it; in force it is not. */
    int keep(TenantId tenant, String name, String digest, String yaml, String author) {
        return store.write(tenant, tx -> tx.sql()
                .createUpdate("""
                        INSERT INTO agent_version (name, digest, yaml, author, at)
                        VALUES (:name, :digest, :yaml, :author, :now) ON CONFLICT DO NOTHING
                        """)
                .bind("name", name)
                .bind("digest", digest)
                .bind("yaml", yaml)
                .bind("author", author)
                .bind("now", tx.now())
                .execute());
    }

    /** As many as the plan holds, exactly: whoever adds one holds the tenant's line until it is done. */
    private static boolean full(Tx tx, String name) {
        long most = Math.min(MOST, Entitlements.of(tx).limit("agents").orElse(MOST));
        tx.sql()
                .createQuery("SELECT state FROM tenant FOR UPDATE")
                .mapTo(String.class)
                .one();
        return count(tx, name) >= most;
    }

    /** Puts a version in force. @return false when the tenant has as many agents as it may */
    boolean put(TenantId tenant, Stored agent, String author) {
        return store.write(tenant, tx -> {
            if (full(tx, agent.name())) {
                return false;
            }
            tx.sql()
                    .createUpdate("""
                    INSERT INTO agent_version (name, digest, yaml, author, at)
                    VALUES (:name, :digest, :yaml, :author, :now) ON CONFLICT DO NOTHING
                    """)
                    .bind("name", agent.name())
                    .bind("digest", agent.digest())
                    .bind("yaml", agent.yaml())
                    .bind("author", author)
                    .bind("now", tx.now())
                    .execute();
            @Nullable String file = agent.file().orElse(null);
            tx.sql()
                    .createUpdate("""
                    INSERT INTO agent (name, digest, file, updated_at) VALUES (:name, :digest, :file, :now)
                    ON CONFLICT (tenant_id, name) DO UPDATE
                    SET digest = excluded.digest, file = excluded.file, updated_at = excluded.updated_at
                    """)
                    .bind("name", agent.name())
                    .bind("digest", agent.digest())
                    .bind("file", file)
                    .bind("now", tx.now())
                    .execute();
            return true;
        });
    }

    private static int count(Tx tx, String except) {
        return tx.sql()
                .createQuery("SELECT count(*) FROM agent WHERE name <> :name")
                .bind("name", except)
                .mapTo(Integer.class)
                .one();
    }

    /** Takes an agent out of force; its versions stay for the runs that began with them. */
    void remove(TenantId tenant, String name) {
        store.write(tenant, tx -> tx.sql()
                .createUpdate("DELETE FROM agent WHERE name = :name")
                .bind("name", name)
                .execute());
    }
}
