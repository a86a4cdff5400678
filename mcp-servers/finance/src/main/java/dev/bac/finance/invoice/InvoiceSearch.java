package dev.bac.finance.invoice;

import dev.bac.mcp.Money;
import dev.bac.mcp.PageKey;
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

    record Page(List<Invoice> items, @Nullable String next) {}

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

    Page page(Tx tx, int limit, @Nullable String cursor) {
        var after = PageKey.decoded(cursor, order.name());
        var all = new ArrayList<>(conditions);
        if (after != null) {
            all.add("(%s, serial) %s (CAST(:key AS %s), :serial)"
                    .formatted(order.key, order.ascending ? ">" : "<", order.type));
        }
        var direction = order.ascending ? "ASC" : "DESC";
        var query = bound(tx.sql()
                .createQuery(
                        "SELECT *, CAST(%s AS text) AS key FROM invoice WHERE %s ORDER BY %s %s, serial %s LIMIT :limit"
                                .formatted(order.key, String.join(" AND ", all), order.key, direction, direction)));
        if (after != null) {
            query.bind("key", after.key()).bind("serial", after.serial());
        }
        record Keyed(Invoice invoice, PageKey key) {}
        var found = query.bind("limit", limit + 1)
                .map((row, _) -> new Keyed(
                        Invoice.of(InvoiceStore.row(row), tx.today()),
                        new PageKey(order.name(), row.getString("key"), row.getLong("serial"))))
                .list();
        boolean more = found.size() > limit;
        var page = more ? found.subList(0, limit) : found;
        return new Page(
                page.stream().map(Keyed::invoice).toList(),
                more ? page.getLast().key().encoded() : null);
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
