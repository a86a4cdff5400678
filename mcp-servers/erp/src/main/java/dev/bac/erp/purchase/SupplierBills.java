package dev.bac.erp.purchase;

import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What suppliers billed, as rows that stay. */
final class SupplierBills {
    private SupplierBills() {}

    /** @param accepted why it was taken although it does not fit; null when it fits */
    record Bill(
            UUID id,
            PurchaseOrder order,
            String reference,
            LocalDate date,
            BigDecimal net,
            @Nullable String accepted) {}

    static boolean known(Tx tx, UUID supplier, String reference) {
        return tx.sql()
                .createQuery("""
                        SELECT EXISTS (SELECT 1 FROM supplier_bill
                                        WHERE supplier_id = :supplier AND lower(reference) = lower(:reference))
                        """)
                .bind("supplier", supplier)
                .bind("reference", reference)
                .mapTo(Boolean.class)
                .one();
    }

    static void add(Tx tx, Bill bill, List<ThreeWayMatch.Line> lines) {
        tx.sql()
                .createUpdate("""
                        INSERT INTO supplier_bill (id, supplier_id, reference, order_id, billed_on, net, accepted)
                        VALUES (:id, :supplier, :reference, :order, :date, :net, :accepted)
                        """)
                .bind("id", bill.id())
                .bind("supplier", bill.order().supplierId())
                .bind("reference", bill.reference())
                .bind("order", bill.order().id())
                .bind("date", bill.date())
                .bind("net", bill.net())
                .bind("accepted", bill.accepted())
                .execute();
        var batch = tx.sql().prepareBatch("""
                INSERT INTO supplier_bill_line (bill_id, line, order_line, item_id, quantity, net)
                VALUES (:bill, :line, :orderLine, :item, :quantity, :net)
                """);
        int number = 0;
        for (var line : lines) {
            batch.bind("bill", bill.id())
                    .bind("line", ++number)
                    .bind("orderLine", line.of().line())
                    .bind("item", line.of().itemId())
                    .bind("quantity", line.quantity())
                    .bind("net", line.net())
                    .add();
        }
        batch.execute();
    }
}
