package dev.bac.orchestrator.servers;

import dev.bac.store.Store;
import dev.bac.tools.mcp.oauth.Registrations;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** What authorization servers registered us as, in PostgreSQL, sealed. */
final class PostgresRegistrations implements Registrations {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Store store;
    private final SealingKey key;
    private final InstantSource clock;

    PostgresRegistrations(Store store, SealingKey key, InstantSource clock) {
        this.store = store;
        this.key = key;
        this.clock = clock;
    }

    @Override
    public Optional<Registration> find(String issuer, URI redirect) {
        return store.shared(sql -> sql.createQuery("""
                                SELECT sealed FROM foreign_registration WHERE issuer = :issuer AND redirect = :redirect
                                """)
                        .bind("issuer", issuer)
                        .bind("redirect", redirect.toString())
                        .mapTo(byte[].class)
                        .findOne())
                .flatMap(kept -> key.open(place(issuer, redirect), kept))
                .map(text -> JSON.readValue(text, Registration.class));
    }

    @Override
    public void save(String issuer, URI redirect, Registration made) {
        store.shared(sql -> sql.createUpdate("""
                        INSERT INTO foreign_registration (issuer, redirect, sealed, at)
                        VALUES (:issuer, :redirect, :sealed, :now)
                        ON CONFLICT (issuer, redirect) DO UPDATE SET sealed = excluded.sealed, at = excluded.at
                        """)
                .bind("issuer", issuer)
                .bind("redirect", redirect.toString())
                .bind("sealed", key.seal(place(issuer, redirect), JSON.writeValueAsString(made)))
                .bind("now", clock.instant())
                .execute());
    }

    private static String place(String issuer, URI redirect) {
        return "registration " + issuer + " " + redirect;
    }
}
