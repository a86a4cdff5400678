package dev.bac.orchestrator.servers;

import dev.bac.store.Store;
import dev.bac.tools.mcp.oauth.TokenStore;
import dev.bac.tools.mcp.oauth.Tokens;
import java.time.InstantSource;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** Tokens for foreign servers in PostgreSQL, sealed. One that cannot be opened is as if it were not there. */
final class PostgresTokens implements TokenStore {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Store store;
    private final SealingKey key;
    private final InstantSource clock;

    PostgresTokens(Store store, SealingKey key, InstantSource clock) {
        this.store = store;
        this.key = key;
        this.clock = clock;
    }

    @Override
    public Optional<Tokens> find(String holder) {
        return store.shared(sql -> sql.createQuery("SELECT sealed FROM foreign_token WHERE holder = :holder")
                        .bind("holder", holder)
                        .mapTo(byte[].class)
                        .findOne())
                .flatMap(kept -> key.open("token " + holder, kept))
                .map(text -> JSON.readValue(text, Tokens.class));
    }

    @Override
    public void save(String holder, Tokens tokens) {
        store.shared(sql -> sql.createUpdate("""
                        INSERT INTO foreign_token (holder, sealed, at) VALUES (:holder, :sealed, :now)
                        ON CONFLICT (holder) DO UPDATE SET sealed = excluded.sealed, at = excluded.at
                        """)
                .bind("holder", holder)
                .bind("sealed", key.seal("token " + holder, JSON.writeValueAsString(tokens)))
                .bind("now", clock.instant())
                .execute());
    }

    @Override
    public void remove(String holder) {
        store.shared(sql -> sql.createUpdate("DELETE FROM foreign_token WHERE holder = :holder")
                .bind("holder", holder)
                .execute());
    }
}
