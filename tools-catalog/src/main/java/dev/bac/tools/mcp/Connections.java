package dev.bac.tools.mcp;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.bac.identity.Caller;
import dev.bac.tools.mcp.http.KeyedLocks;
import dev.bac.tools.mcp.session.Session;
import java.time.Duration;

/**
 * Open sessions with one server: one for all, or one a user where the server could keep something of a user. What has
 * not been used for a while is closed.
 */
final class Connections implements AutoCloseable {
    private static final int MAX_SESSIONS = 500;
    private static final Duration IDLE = Duration.ofMinutes(10);

    private final Connector connector;
    private final KeyedLocks opening = new KeyedLocks();
    private final Cache<String, Session> open;

    Connections(Connector connector) {
        this.connector = connector;
        var building = Caffeine.newBuilder().executor(Runnable::run).<String, Session>removalListener((_, old, _) -> {
            if (old != null) {
                old.close();
            }
        });
        this.open = connector.shared()
                ? building.build()
                : building.maximumSize(MAX_SESSIONS).expireAfterAccess(IDLE).build();
    }

    Session session(Caller caller) {
        var whose = whose(caller);
        var known = open.getIfPresent(whose);
        if (known != null) {
            return known;
        }
        var lock = opening.of(whose);
        lock.lock();
        try {
            var other = open.getIfPresent(whose);
            if (other != null) {
                return other;
            }
            var made = connector.open(caller);
            open.put(whose, made);
            return made;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets a session that failed, so that the next request opens another and asks again what the server speaks. */
    void reset(Caller caller) {
        open.invalidate(whose(caller));
    }

    @Override
    public void close() {
        open.invalidateAll();
    }

    private String whose(Caller caller) {
        return connector.shared()
                ? ""
                : caller.tenant().value() + "/" + caller.user().value();
    }
}
