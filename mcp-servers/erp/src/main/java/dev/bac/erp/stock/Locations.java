package dev.bac.erp.stock;

import dev.bac.mcp.argument.NamedRecord;
import dev.bac.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The warehouses and the places outside. */
public final class Locations {
    private static final NamedRecord WAREHOUSE =
            new NamedRecord("warehouse", "location", "NULL::text", "name", "kind = 'WAREHOUSE'");
    private static final Pattern NOISE =
            Pattern.compile("^\\s*(the\\s+)?|\\s+(warehouse|depot|store)\\s*$", Pattern.CASE_INSENSITIVE);

    /** The warehouse that {@code given} names, "Hamburg" as well as "the Hamburg warehouse"; refused otherwise. */
    public Location warehouse(Tx tx, String field, String given) {
        var plain = NOISE.matcher(given).replaceAll("");
        return get(tx, WAREHOUSE.one(tx, field, plain.isBlank() ? given : plain));
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

    /** One location by id. */
    public Location get(Tx tx, UUID id) {
        return tx.sql()
                .createQuery("SELECT * FROM location WHERE id = :id")
                .bind("id", id)
                .map((row, _) -> location(row))
                .one();
    }

    private static Location location(ResultSet row) throws SQLException {
        return new Location(
                row.getObject("id", UUID.class), Location.Kind.valueOf(row.getString("kind")), row.getString("name"));
    }
}
