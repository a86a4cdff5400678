package dev.bac.finance.credit;

import dev.bac.finance.journal.Entry.Dimensions;
import dev.bac.finance.settlement.Side;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The invoice or bill that a credit note belongs to, with what is left to take back of each line.
 *
 * @param open what nobody has paid or credited yet
 */
record Original(
        Side side,
        UUID id,
        String number,
        UUID party,
        String name,
        String currency,
        BigDecimal rate,
        LocalDate dated,
        BigDecimal open,
        List<Line> lines) {
    Original {
        lines = List.copyOf(lines);
    }

    /**
     * What is left of a line.
     *
     * @param account code of the cost; null on an invoice, where it is sales
     */
    record Line(
            int number,
            @Nullable String account,
            Dimensions dimensions,
            BigDecimal net,
            BigDecimal tax,
            BigDecimal withheld,
            BigDecimal reverse) {}

    /** Locked until the commit, so that two credit notes at once cannot take back more than there is. */
    static Original lock(Tx tx, Side side, UUID id) {
        var lines = lines(tx, side, id);
        boolean invoice = side == Side.RECEIVABLE;
        return tx.sql()
                .createQuery("SELECT *, %s AS name, %s AS dated FROM %s WHERE id = :id FOR UPDATE"
                        .formatted(
                                invoice ? "customer" : "supplier", invoice ? "issued_on" : "billed_on", side.table()))
                .bind("id", id)
                .map((row, _) -> new Original(
                        side,
                        id,
                        row.getString("number"),
                        row.getObject("party_id", UUID.class),
                        row.getString("name"),
                        row.getString("currency"),
                        row.getBigDecimal("rate"),
                        row.getObject("dated", LocalDate.class),
                        row.getBigDecimal("total").subtract(row.getBigDecimal("settled")),
                        lines))
                .one();
    }

    private static List<Line> lines(Tx tx, Side side, UUID id) {
        // The head first: lines of a credit note that is being written are seen once its lock is had.
        tx.sql()
                .createQuery("SELECT 1 FROM %s WHERE id = :id FOR UPDATE".formatted(side.table()))
                .bind("id", id)
                .mapTo(Integer.class)
                .one();
        boolean invoice = side == Side.RECEIVABLE;
        return tx.sql()
                .createQuery("""
                        SELECT l.line, %2$s, l.net - coalesce(c.net, 0) AS net, l.tax - coalesce(c.tax, 0) AS tax,
                               l.withheld - coalesce(c.withheld, 0) AS withheld,
                               %3$s - coalesce(c.reverse_tax, 0) AS reverse_tax
                          FROM %1$s_line l JOIN %1$s d ON d.id = l.%1$s_id
                          LEFT JOIN (SELECT line, sum(cl.net) AS net, sum(cl.tax) AS tax, sum(cl.withheld) AS withheld,
                                            sum(cl.reverse_tax) AS reverse_tax
                                       FROM credit_line cl JOIN credit_note n ON n.id = cl.credit_id
                                      WHERE n.document_id = :id GROUP BY line) c ON c.line = l.line
                         WHERE l.%1$s_id = :id ORDER BY l.line
                        """.formatted(
                                side.table(),
                                invoice
                                        ? "CAST(NULL AS text) AS account, d.cost_center, d.project"
                                        : "l.account, l.cost_center, l.project",
                                invoice ? "0" : "l.reverse_tax"))
                .bind("id", id)
                .map((row, _) -> line(row))
                .list();
    }

    private static Line line(ResultSet row) throws SQLException {
        return new Line(
                row.getInt("line"),
                row.getString("account"),
                new Dimensions(row.getString("cost_center"), row.getString("project")),
                row.getBigDecimal("net"),
                row.getBigDecimal("tax"),
                row.getBigDecimal("withheld"),
                row.getBigDecimal("reverse_tax"));
    }
}
