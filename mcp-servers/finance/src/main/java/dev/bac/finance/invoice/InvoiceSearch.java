package dev.bac.finance.invoice;

import dev.bac.mcp.Money;
import dev.bac.mcp.argument.Page;
import dev.bac.mcp.argument.PageWanted;
import dev.bac.store.Tx;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** A filtered, sorted list of invoices, read page by page. */
final class InvoiceSearch {
    private final List<String> conditions = new ArrayList<>(List.of("true"));
    private final Map<String, Object> values = new HashMap<>();
    private final InvoiceOrder order;

    InvoiceSearch(InvoiceOrder order) {
        this.order = order;
    }

    /** The whole list in figures: how many, and what is open by currency. */
    record Sums(int count, List<Money> total, List<Money> open) {}

    InvoiceSearch status(@Nullable InvoiceStatus status, LocalDate today) {
        if (status != null) {
            conditions.add(
                    switch (status) {
                        case OPEN -> "settled < total";
                        case OVERDUE -> "settled < total AND due_on < :today";
                        case PAID -> "settled = total";
                    });
            if (status == InvoiceStatus.OVERDUE) {
                values.put("today", today);
            }
        }
        return this;
    }

    InvoiceSearch customer(@Nullable UUID party) {
        return where("party_id = :party", "party", party);
    }

    InvoiceSearch issued(@Nullable LocalDate from, @Nullable LocalDate to) {
        return where("issued_on >= :issuedFrom", "issuedFrom", from).where("issued_on <= :issuedTo", "issuedTo", to);
    }

    InvoiceSearch due(@Nullable LocalDate from, @Nullable LocalDate to) {
        return where("due_on >= :dueFrom", "dueFrom", from).where("due_on <= :dueTo", "dueTo", to);
    }

    Sums sums(Tx tx) {
        var counts = new ArrayList<Integer>();
        var totals = new ArrayList<Money>();
        var opens = new ArrayList<Money>();
        bound(tx.sql().createQuery("""
                        SELECT currency, count(*) AS count, sum(total) AS total, sum(total - settled) AS open
                          FROM invoice WHERE %s GROUP BY currency ORDER BY sum(total) DESC
                        """.formatted(String.join(" AND ", conditions))))
                .map((row, _) -> {
                    counts.add(row.getInt("count"));
                    totals.add(Money.of(row.getBigDecimal("total"), row.getString("currency")));
                    return opens.add(Money.of(row.getBigDecimal("open"), row.getString("currency")));
                })
                .list();
        return new Sums(counts.stream().mapToInt(Integer::intValue).sum(), totals, opens);
    }

    Page<Invoice> page(Tx tx, PageWanted wanted) {
        return order.order.read(
                tx,
                "SELECT * FROM invoice WHERE " + String.join(" AND ", conditions),
                this::bound,
                wanted,
                (row, _) -> Invoice.of(InvoiceStore.row(row), tx.today()));
    }

    private InvoiceSearch where(String condition, String name, @Nullable Object value) {
        if (value != null) {
            conditions.add(condition);
            values.put(name, value);
        }
        return this;
    }

    private Query bound(Query query) {
        return query.bindMap(values);
    }
}
