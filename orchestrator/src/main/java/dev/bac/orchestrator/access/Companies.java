package dev.bac.orchestrator.access;

import dev.bac.identity.TenantId;
import dev.bac.store.TenantSettings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** The companies of this installation. */
public final class Companies {
    /** Most companies listed at once. */
    private static final int MOST = 1_000;

    private final GlobalRows rows;

    public Companies(GlobalRows rows) {
        this.rows = rows;
    }

    public Optional<Company> find(String slug) {
        return rows.read(tx -> tx.sql()
                .createQuery("SELECT * FROM company WHERE slug = :slug")
                .bind("slug", slug)
                .map((row, _) -> company(row))
                .findOne());
    }

    public Optional<Company> find(TenantId id) {
        return rows.read(tx -> tx.sql()
                .createQuery("SELECT * FROM company WHERE id = :id")
                .bind("id", id.value())
                .map((row, _) -> company(row))
                .findOne());
    }

    /** All that are not closed, oldest first, at most 1,000. */
    public List<Company> list() {
        return rows.read(tx -> tx.sql()
                .createQuery("SELECT * FROM company WHERE state <> 'closed' ORDER BY created_at, id LIMIT :most")
                .bind("most", MOST)
                .map((row, _) -> company(row))
                .list());
    }

    /** All that are ready for their people, oldest first, at most 1,000: those every part of the platform knows. */
    public List<Company> active() {
        return list().stream()
                .filter(company -> company.state() == Company.State.ACTIVE)
                .toList();
    }

    /** Records a company in preparation; one that is still in preparation under that slug gets these settings. */
    public Company create(String slug, TenantSettings settings) {
        rows.write(tx -> insert(tx, new TenantId(tx.newId()), slug, settings));
        rows.write(tx -> tx.sql()
                .createUpdate("""
                        UPDATE company SET name = :name, currency = :currency, zone = :zone, locale = :locale
                        WHERE slug = :slug AND state = 'preparing'
                        """)
                .bind("slug", slug)
                .bind("name", settings.name())
                .bind("currency", settings.currency().getCurrencyCode())
                .bind("zone", settings.zone().getId())
                .bind("locale", settings.locale().toLanguageTag())
                .execute());
        return find(slug).orElseThrow();
    }

    /**
     * Records a company in preparation under an id that is given; the one already there under that id is returned as it
     * is. When another company has the slug, the end of the id is added to it.
     */
    public Company create(TenantId id, String slug, TenantSettings settings) {
        String tail = id.toString().substring(id.toString().length() - 8);
        for (String free : List.of(slug, slug + "-" + tail)) {
            rows.write(tx -> insert(tx, id, free, settings));
            Optional<Company> company = find(id);
            if (company.isPresent()) {
                return company.get();
            }
        }
        throw new IllegalStateException("the slug " + slug + " is taken twice");
    }

    private static int insert(GlobalRows.Shared tx, TenantId id, String slug, TenantSettings settings) {
        return tx.sql()
                .createUpdate("""
                        INSERT INTO company (id, slug, name, currency, zone, locale, state, created_at)
                        VALUES (:id, :slug, :name, :currency, :zone, :locale, 'preparing', :now)
                        ON CONFLICT DO NOTHING
                        """)
                .bind("id", id.value())
                .bind("slug", slug)
                .bind("name", settings.name())
                .bind("currency", settings.currency().getCurrencyCode())
                .bind("zone", settings.zone().getId())
                .bind("locale", settings.locale().toLanguageTag())
                .bind("now", tx.now())
                .execute();
    }

    /** The company is over; nobody is let in any more. */
    public void close(TenantId id) {
        rows.write(tx -> tx.sql()
                .createUpdate("UPDATE company SET state = 'closed' WHERE id = :id")
                .bind("id", id.value())
                .execute());
    }

    /** The company is ready for its people. */
    public void activate(TenantId id) {
        rows.write(tx -> tx.sql()
                .createUpdate("UPDATE company SET state = 'active' WHERE id = :id AND state = 'preparing'")
                .bind("id", id.value())
                .execute());
    }

    /** Nobody works for the company until it is resumed. */
    public void suspend(TenantId id) {
        move(id, "active", "suspended");
    }

    /** The company goes on. */
    public void resume(TenantId id) {
        move(id, "suspended", "active");
    }

    private void move(TenantId id, String from, String to) {
        rows.write(tx -> tx.sql()
                .createUpdate("UPDATE company SET state = :to WHERE id = :id AND state = :from")
                .bind("to", to)
                .bind("from", from)
                .bind("id", id.value())
                .execute());
    }

    /** Forgets a company that never was ready for its people; its members are none any more. */
    public void discard(TenantId id) {
        rows.write(tx -> {
            tx.sql().createUpdate("""
                            DELETE FROM membership m USING company c
                            WHERE m.company = c.id AND c.id = :id AND c.state IN ('preparing', 'closed')
                            """).bind("id", id.value()).execute();
            return tx.sql()
                    .createUpdate("DELETE FROM company WHERE id = :id AND state IN ('preparing', 'closed')")
                    .bind("id", id.value())
                    .execute();
        });
    }

    private static Company company(ResultSet row) throws SQLException {
        return new Company(
                new TenantId(row.getObject("id", UUID.class)),
                row.getString("slug"),
                new TenantSettings(
                        row.getString("name"),
                        Currency.getInstance(row.getString("currency")),
                        ZoneId.of(row.getString("zone")),
                        Locale.forLanguageTag(row.getString("locale"))),
                Company.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)));
    }
}
