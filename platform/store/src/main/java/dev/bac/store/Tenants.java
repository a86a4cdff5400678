package dev.bac.store;

import dev.bac.identity.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** The tenants a schema is prepared for. */
public final class Tenants {
    private final Jdbi jdbi;

    Tenants(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Whether a tenant may be worked for. */
    public enum State {
        ACTIVE,
        SUSPENDED
    }

    /** Prepares the schema for a tenant, or changes what it knows of it; the state stays. */
    public void admit(TenantId tenant, TenantSettings settings) {
        inTenant(tenant, handle -> handle.createUpdate("""
                        INSERT INTO tenant (tenant_id, name, currency, zone, locale)
                        VALUES (:tenant, :name, :currency, :zone, :locale)
                        ON CONFLICT (tenant_id) DO UPDATE
                        SET name = excluded.name, currency = excluded.currency,
                            zone = excluded.zone, locale = excluded.locale
                        """)
                .bind("tenant", tenant.value())
                .bind("name", settings.name())
                .bind("currency", settings.currency().getCurrencyCode())
                .bind("zone", settings.zone().getId())
                .bind("locale", settings.locale().toLanguageTag())
                .execute());
    }

    public void set(TenantId tenant, State state) {
        int changed = inTenant(tenant, handle -> handle.createUpdate("UPDATE tenant SET state = :state")
                .bind("state", state.name())
                .execute());
        if (changed == 0) {
            throw new StoreException.UnknownTenant(tenant, "this one");
        }
    }

    /**
     * Writes down what the tenant may do, in the form that its readers know.
     *
     * @throws StoreException.UnknownTenant when the schema is not prepared for it
     */
    public void rule(TenantId tenant, String rules) {
        int changed = inTenant(tenant, handle -> handle.createUpdate("UPDATE tenant SET rules = :rules")
                .bind("rules", rules)
                .execute());
        if (changed == 0) {
            throw new StoreException.UnknownTenant(tenant, "this one");
        }
    }

    /** The state; empty when the schema is not prepared for the tenant. */
    public Optional<State> state(TenantId tenant) {
        return inTenant(tenant, handle -> handle.createQuery("SELECT state FROM tenant")
                .mapTo(String.class)
                .findOne()
                .map(State::valueOf));
    }

    private <T> T inTenant(TenantId tenant, org.jdbi.v3.core.HandleCallback<T, RuntimeException> work) {
        return jdbi.inTransaction(handle -> {
            handle.execute("SELECT set_config('app.tenant', ?, true)", tenant.toString());
            return work.withHandle(handle);
        });
    }

    static State state(ResultSet row) throws SQLException {
        return State.valueOf(row.getString("state"));
    }

    static TenantSettings settings(ResultSet row) throws SQLException {
        return new TenantSettings(
                row.getString("name"),
                Currency.getInstance(row.getString("currency")),
                ZoneId.of(row.getString("zone")),
                Locale.forLanguageTag(row.getString("locale")));
    }
}
