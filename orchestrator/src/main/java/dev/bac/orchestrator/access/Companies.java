package dev.bac.orchestrator.access;

import dev.bac.identity.TenantId;
import dev.bac.store.TenantSettings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** The companies of this installation. */
public final class Companies {
    /** Rows of one statement. */
    private static final int PAGE = 1_000;
    /** More companies than any installation has rows for, so that no listing runs for ever. */
    private static final int MOST_PAGES = 100_000;

    private final GlobalRows rows;
    private final int page;

    public Companies(GlobalRows rows) {
        this(rows, PAGE);
    }

    /** @param page how many companies one statement reads */
    Companies(GlobalRows rows, int page) {
        this.rows = rows;
        this.page = page;
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

    /** All that are not closed, oldest first. */
    public List<Company> list() {
        return all("state <> 'closed'");
    }

    /** All that are ready for their people, oldest first: those every part of the platform knows. */
    public List<Company> active() {
        return all("state = 'active'");
    }

    /** The oldest that is ready for its people. */
    public Optional<Company> first() {
        return after("state = 'active'", Instant.EPOCH, new UUID(0, 0), 1).stream()
                .map(Row::company)
                .findFirst();
    }

    /** A company and its place in the order. */
    private record Row(Company company, Instant created) {}

    private List<Company> all(String condition) {
        var all = new ArrayList<Company>();
        var from = Instant.EPOCH;
        var last = new UUID(0, 0);
        for (int read = 0; read < MOST_PAGES; read++) {
            var found = after(condition, from, last, page);
            found.forEach(row -> all.add(row.company()));
            if (found.size() < page) {
                break;
            }
            from = found.getLast().created();
            last = found.getLast().company().id().value();
        }
        return all;
    }

    private List<Row> after(String condition, Instant from, UUID last, int most) {
        return rows.read(tx -> tx.sql()
                .createQuery("SELECT * FROM company WHERE " + condition
                        + " AND (created_at, id) > (:from, :last) ORDER BY created_at, id LIMIT :most")
                .bind("from", from)
                .bind("last", last)
                .bind("most", most)
                .map((row, _) ->
                        new Row(company(row), row.getTimestamp("created_at").toInstant()))
                .list());
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
