package dev.bac.erp.purchase;

import dev.bac.erp.stock.Quantities;
import dev.bac.mcp.argument.NamedRecord;
import dev.bac.store.Tx;
import java.util.UUID;

/** Suppliers by name. */
public final class Suppliers {
    private static final NamedRecord SUPPLIER = new NamedRecord("supplier", "supplier", "NULL::text", "name", "true");

    /** The supplier that {@code given} names; refused otherwise with those that are like it. */
    public Supplier one(Tx tx, String field, String given) {
        return get(tx, SUPPLIER.one(tx, field, given));
    }

    public Supplier get(Tx tx, UUID id) {
        return tx.sql()
                .createQuery("SELECT * FROM supplier WHERE id = :id")
                .bind("id", id)
                .map((row, _) -> new Supplier(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getInt("lead_days"),
                        Quantities.plain(row.getBigDecimal("tolerance"))))
                .one();
    }

    /** Adds a supplier, or changes the one of that name. */
    public void put(Tx tx, Supplier supplier) {
        tx.sql()
                .createUpdate("""
                        INSERT INTO supplier (id, name, lead_days, tolerance) VALUES (:id, :name, :lead, :tolerance)
                        ON CONFLICT (tenant_id, id) DO UPDATE SET name = :name, lead_days = :lead, tolerance = :tolerance
                        """)
                .bind("id", supplier.id())
                .bind("name", supplier.name())
                .bind("lead", supplier.leadDays())
                .bind("tolerance", supplier.tolerance())
                .execute();
    }

    /** The id of the supplier of exactly that name. */
    java.util.Optional<UUID> named(Tx tx, String name) {
        return tx.sql()
                .createQuery("SELECT id FROM supplier WHERE lower(name) = lower(:name)")
                .bind("name", name)
                .mapTo(UUID.class)
                .findOne();
    }
}
