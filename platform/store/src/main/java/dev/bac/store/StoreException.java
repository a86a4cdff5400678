package dev.bac.store;

import dev.bac.identity.TenantId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the store refuses or cannot do. Messages are one line and hold no data of a tenant. */
public abstract sealed class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The database cannot be reached or refuses the connection. */
    public static final class Unreachable extends StoreException {
        private static final long serialVersionUID = 1;

        Unreachable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** The schema lets one tenant see another's rows, so nothing starts on it. */
    public static final class UnsafeSchema extends StoreException {
        private static final long serialVersionUID = 1;

        UnsafeSchema(String schema, List<String> leaks) {
            super("schema " + schema + " does not keep tenants apart: " + String.join("; ", leaks), null);
        }
    }

    /** This schema was never prepared for the tenant. */
    public static final class UnknownTenant extends StoreException {
        private static final long serialVersionUID = 1;

        UnknownTenant(TenantId tenant, String schema) {
            super("tenant " + tenant + " is not prepared in schema " + schema, null);
        }
    }

    /** An idempotency key came again with a different request (the first request's answer is not given away). */
    public static final class KeyReused extends StoreException {
        private static final long serialVersionUID = 1;

        public KeyReused(String key) {
            super("the idempotency key " + key + " was used before with another request; use a new key", null);
        }
    }

    /** A single-use grant came a second time. */
    public static final class GrantUsed extends StoreException {
        private static final long serialVersionUID = 1;

        GrantUsed(String grant) {
            super("the approval " + grant + " has been used already; ask for a new one", null);
        }
    }

    /** The transaction collided with others on every attempt. */
    public static final class Contended extends StoreException {
        private static final long serialVersionUID = 1;

        Contended(int attempts, Throwable cause) {
            super("the transaction collided with others " + attempts + " times; try again later", cause);
        }
    }
}
