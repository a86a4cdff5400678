package dev.bac.finance.overdue;

import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is told of overdue invoices, as events of the outbox: {@code finance.invoice.overdue} once for each due date that
 * passes with something open, {@code finance.invoice.overdue_changed} when a part is paid or credited or the due date
 * moves and it stays overdue, {@code finance.invoice.overdue_ended} when nothing is open or it is not due any more. How an
 * invoice stood when it was last told is kept in its own row and changed in the same transaction as the event is written,
 * so that no event is lost and none is written twice.
 */
public final class OverdueNews {
    private OverdueNews() {}

    /** Why something changed. */
    public enum Reason {
        PAID,
        CREDITED,
        DUE_MOVED
    }

    private record Told(
            UUID id,
            String number,
            UUID party,
            String customer,
            String currency,
            BigDecimal total,
            BigDecimal open,
            LocalDate due,
            BigDecimal openBefore,
            LocalDate dueBefore) {

        ObjectNode body(LocalDate today) {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("id", id.toString())
                    .put("number", number)
                    .put("accountId", party.toString())
                    .put("customer", customer)
                    .put("due", due.toString())
                    .put("days", Math.max(0, ChronoUnit.DAYS.between(due, today)))
                    .put("open", plain(open))
                    .put("total", plain(total))
                    .put("currency", currency);
        }

        private static String plain(BigDecimal amount) {
            return amount.stripTrailingZeros().toPlainString();
        }
    }

    /**
     * Tells what became of those of the invoices that were told to be overdue; for whoever changed them, in the same
     * transaction, after the change.
     */
    public static void changed(Tx tx, Reason reason, List<UUID> invoices) {
        if (invoices.isEmpty()) {
            return;
        }
        var today = tx.today();
        var told = tx.sql()
                .createQuery("""
                        UPDATE overdue_invoice o
                           SET open = i.total - i.settled, due_on = i.due_on, told_at = :now,
                               ended = i.settled = i.total OR i.due_on >= :today
                          FROM invoice i, overdue_invoice was
                         WHERE o.id = ANY(:ids) AND NOT o.ended AND i.id = o.id AND was.id = o.id
                           AND (o.open <> i.total - i.settled OR o.due_on <> i.due_on)
                        RETURNING i.id, i.number, i.party_id, i.customer, i.currency, i.total, o.open, o.due_on,
                                  was.open AS open_before, was.due_on AS due_before
                        """)
                .bind("now", Timestamp.from(tx.now()))
                .bind("today", Date.valueOf(today))
                .bindArray("ids", UUID.class, invoices)
                .map((row, _) -> new Told(
                        row.getObject("id", UUID.class),
                        row.getString("number"),
                        row.getObject("party_id", UUID.class),
                        row.getString("customer"),
                        row.getString("currency"),
                        row.getBigDecimal("total"),
                        row.getBigDecimal("open"),
                        row.getObject("due_on", LocalDate.class),
                        row.getBigDecimal("open_before"),
                        row.getObject("due_before", LocalDate.class)))
                .list();
        for (var one : told) {
            boolean ended = one.open().signum() == 0 || !one.due().isBefore(today);
            tx.publish(
                    ended ? "finance.invoice.overdue_ended" : "finance.invoice.overdue_changed",
                    one.id().toString(),
                    one.body(today)
                            .put("reason", reason.name().toLowerCase(Locale.ROOT))
                            .put("openBefore", Told.plain(one.openBefore()))
                            .put("dueBefore", one.dueBefore().toString()));
        }
    }

    /**
     * Tells of invoices whose due date has passed since. Those that somebody holds at this moment, to pay them or to tell
     * of them, are left for the next time.
     *
     * @return of how many, at most {@code most}
     */
    static int passed(Tx tx, int most) {
        var today = tx.today();
        var told = tx.sql()
                .createQuery("""
                        WITH late AS (
                            SELECT * FROM invoice i
                             WHERE i.settled < i.total AND i.due_on < :today
                               AND NOT EXISTS (SELECT FROM overdue_invoice t WHERE t.id = i.id AND NOT t.ended)
                             ORDER BY i.due_on, i.id LIMIT :most FOR UPDATE OF i SKIP LOCKED
                        ), told AS (
                            INSERT INTO overdue_invoice AS t (id, due_on, open, ended, told_at)
                            SELECT id, due_on, total - settled, false, :now FROM late
                            ON CONFLICT (tenant_id, id) DO UPDATE
                                SET due_on = excluded.due_on, open = excluded.open, ended = false, told_at = excluded.told_at
                              WHERE t.ended
                            RETURNING id
                        )
                        SELECT late.* FROM late JOIN told USING (id) ORDER BY late.due_on, late.id
                        """)
                .bind("now", Timestamp.from(tx.now()))
                .bind("today", Date.valueOf(today))
                .bind("most", most)
                .map((row, _) -> {
                    var due = row.getObject("due_on", LocalDate.class);
                    var open = row.getBigDecimal("total").subtract(row.getBigDecimal("settled"));
                    return new Told(
                            row.getObject("id", UUID.class),
                            row.getString("number"),
                            row.getObject("party_id", UUID.class),
                            row.getString("customer"),
                            row.getString("currency"),
                            row.getBigDecimal("total"),
                            open,
                            due,
                            open,
                            due);
                })
                .list();
        told.forEach(one -> tx.publish("finance.invoice.overdue", one.id().toString(), one.body(today)));
        return told.size();
    }
}
