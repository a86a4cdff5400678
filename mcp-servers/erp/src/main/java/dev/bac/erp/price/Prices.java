package dev.bac.erp.price;

import dev.bac.erp.item.Item;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an item costs a customer: what was agreed, else its list price. */
public final class Prices {

    /** @param customer whose price it is; null for everybody's */
    public record Price(
            UUID item,
            @Nullable UUID customer,
            BigDecimal fromQuantity,
            LocalDate from,
            @Nullable LocalDate to,
            BigDecimal unitPrice) {}

    /**
     * The price of one on a day. A customer's own goes before everybody's, then the one from the greatest quantity on,
     * then the one that began last.
     */
    public BigDecimal of(Tx tx, Item item, UUID customer, BigDecimal quantity, LocalDate day) {
        return tx.sql()
                .createQuery("""
                        SELECT unit_price FROM price
                         WHERE item_id = :item AND (customer_id IS NULL OR customer_id = :customer)
                           AND from_quantity <= :quantity AND valid_from <= :day AND (valid_to IS NULL OR valid_to >= :day)
                         ORDER BY customer_id IS NULL, from_quantity DESC, valid_from DESC LIMIT 1
                        """)
                .bind("item", item.id())
                .bind("customer", customer)
                .bind("quantity", quantity)
                .bind("day", day)
                .mapTo(BigDecimal.class)
                .findOne()
                .orElse(item.listPrice().amount());
    }

    /** Sets a price; one of the same item, customer, quantity and first day is replaced. */
    void set(Tx tx, Price price) {
        tx.sql()
                .createUpdate("""
                        INSERT INTO price (id, item_id, customer_id, from_quantity, valid_from, valid_to, unit_price)
                        VALUES (:id, :item, CAST(:customer AS uuid), :quantity, :from, CAST(:to AS date), :price)
                        ON CONFLICT (tenant_id, item_id, customer_id, from_quantity, valid_from)
                        DO UPDATE SET valid_to = excluded.valid_to, unit_price = excluded.unit_price
                        """)
                .bind("id", tx.newId())
                .bind("item", price.item())
                .bind(
                        "customer",
                        price.customer() == null ? null : price.customer().toString())
                .bind("quantity", price.fromQuantity())
                .bind("from", price.from())
                .bind("to", price.to() == null ? null : price.to().toString())
                .bind("price", price.unitPrice())
                .execute();
    }
}
