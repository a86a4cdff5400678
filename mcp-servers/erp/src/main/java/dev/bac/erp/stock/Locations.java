package dev.bac.erp.stock;

import dev.bac.mcp.argument.NamedRecord;
import dev.bac.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The warehouses and the places outside. */
public final class Locations {
    private static final NamedRecord WAREHOUSE =
            new NamedRecord("warehouse", "location", "NULL::text", "name", "kind = 'WAREHOUSE'");
    private static final Pattern NOISE =
            Pattern.compile("^\\s*(the\\s+)?|\\s+(warehouse|depot|store)\\s*$", Pattern.CASE_INSENSITIVE);

    /** The warehouse that {@code given} names, "Hamburg" as well as "the Hamburg warehouse"; refused otherwise. */
    public Location warehouse(Tx tx, String field, String given) {
        var plain = NOISE.matcher(given).replaceAll("");
        return tx.sql()
                .createQuery("SELECT * FROM location WHERE kind = 'WAREHOUSE' AND lower(name) = :name")
                .bind("name", plain.strip().toLowerCase(java.util.Locale.ROOT))
                .map((row, _) -> location(row))
                .findOne()
                .orElseGet(() -> get(tx, WAREHOUSE.one(tx, field, plain.isBlank() ? given : plain)));
    }

    /** The one place of that kind; it is made when it is first needed. */
    public Location outside(Tx tx, Location.Kind kind) {
        return only(tx, kind).orElseGet(() -> {
            tx.sql()
                    .createUpdate("""
                            INSERT INTO location (id, kind, name) VALUES (:id, :kind, :name) ON CONFLICT DO NOTHING
                            """)
                    .bind("id", tx.newId())
                    .bind("kind", kind.name())
                    .bind("name", "(" + kind.name().toLowerCase(java.util.Locale.ROOT) + ")")
                    .execute();
            return only(tx, kind).orElseThrow();
        });
    }

    private static Optional<Location> only(Tx tx, Location.Kind kind) {
        return tx.sql()
                .createQuery("SELECT * FROM location WHERE kind = :kind")
                .bind("kind", kind.name())
                .map((row, _) -> location(row))
                .findOne();
    }

    /** The warehouses by name, at most 200. */
    public List<Location> warehouses(Tx tx) {
        return tx.sql()
                .createQuery("SELECT * FROM location WHERE kind = 'WAREHOUSE' ORDER BY name LIMIT 200")
                .map((row, _) -> location(row))
                .list();
    }

    /** Adds warehouses; those that are there stay as they are. */
    public void add(Tx tx, List<Location> places) {
        for (var place : places) {
            tx.sql()
                    .createUpdate("""
                            INSERT INTO location (id, kind, name) VALUES (:id, :kind, :name)
                            ON CONFLICT (tenant_id, id) DO NOTHING
                            """)
                    .bind("id", place.id())
                    .bind("kind", place.kind().name())
                    .bind("name", place.name())
                    .execute();
        }
    }

    /** The locations of these ids. */
    List<Location> all(Tx tx, Collection<UUID> ids) {
        return tx.sql()
                .createQuery("SELECT * FROM location WHERE id IN (<ids>)")
                .bindList("ids", List.copyOf(ids))
                .map((row, _) -> location(row))
                .list();
    }

    /** One location by id. */
    public Location get(Tx tx, UUID id) {
        return tx.sql()
                .createQuery("SELECT * FROM location WHERE id = :id")
                .bind("id", id)
                .map((row, _) -> location(row))
                .one();
    }

    /** Whether a place has that name. */
    boolean taken(Tx tx, String name) {
        return tx.sql()
                .createQuery("SELECT EXISTS (SELECT 1 FROM location WHERE lower(name) = lower(:name))")
                .bind("name", name)
                .mapTo(Boolean.class)
                .one();
    }

    /** Renames a warehouse, and puts it within another where one is given. */
    void change(Tx tx, UUID id, String name, @Nullable UUID within) {
        tx.sql()
                .createUpdate("""
                        UPDATE location SET name = :name, parent_id = coalesce(CAST(:within AS uuid), parent_id) WHERE id = :id
                        """)
                .bind("name", name)
                .bind("within", within == null ? null : within.toString())
                .bind("id", id)
                .execute();
    }

    /** The warehouses that one is within, the nearest first. */
    List<UUID> above(Tx tx, UUID id) {
        return tx.sql().createQuery("""
                        WITH RECURSIVE above(id, parent_id, level) AS (
                            SELECT id, parent_id, 0 FROM location WHERE id = :id
                            UNION ALL
                            SELECT l.id, l.parent_id, a.level + 1 FROM above a JOIN location l ON l.id = a.parent_id WHERE a.level < 20)
                        SELECT id FROM above WHERE level > 0 ORDER BY level
                        """).bind("id", id).mapTo(UUID.class).list();
    }

    private static Location location(ResultSet row) throws SQLException {
        return new Location(
                row.getObject("id", UUID.class), Location.Kind.valueOf(row.getString("kind")), row.getString("name"));
    }
}
