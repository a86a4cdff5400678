package dev.bac.erp.books;

import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Money;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code erp_books_postings}: what the stock is worth, and by which postings it came to that: the newest one by one, all
 * older ones together. Each posting is told by one event of the outbox.
 */
public final class PostingsTool {
    private static final int STANDARD = 200;

    public record Question(
            @Arg("How many of the newest postings one by one, 1 to 200; 200 when left out") @Nullable Integer limit) {}

    /** @param position where its event stands in the outbox */
    public record Posting(UUID id, String event, LocalDate date, String currency, BigDecimal value, String position) {}

    /** Older postings together. */
    public record Older(String currency, BigDecimal value, long count) {}

    /** @param position of the newest posting's event, null when there is none */
    public record Postings(
            String summary,
            List<Money> total,
            List<Posting> items,
            List<Older> older,
            @Nullable String position) implements Told {}

    Postings ask(Caller caller, Tx tx, Question question) {
        var items = tx.sql()
                .createQuery("""
                        SELECT id, event, booked_on, currency, value, event_xid::text || ':' || event_seq AS position
                          FROM stock_posting ORDER BY event_xid DESC, event_seq DESC LIMIT :limit
                        """)
                .bind("limit", Given.rows(question.limit(), STANDARD))
                .map((row, _) -> new Posting(
                        row.getObject("id", UUID.class),
                        row.getString("event"),
                        row.getObject("booked_on", LocalDate.class),
                        row.getString("currency"),
                        scaled(row.getBigDecimal("value"), row.getString("currency")),
                        row.getString("position")))
                .list();
        var total = tx.sql()
                .createQuery("""
                        SELECT i.currency, sum(w.value) AS value FROM stock_worth w JOIN item i ON i.id = w.item_id
                         GROUP BY i.currency ORDER BY i.currency
                        """)
                .map((row, _) -> Money.of(row.getBigDecimal("value"), row.getString("currency")))
                .list();
        var said = total.isEmpty()
                ? "nothing"
                : total.stream().map(Money::toString).collect(Collectors.joining(" and "));
        return new Postings(
                "The stock is worth %s; these are its newest %d postings.".formatted(said, items.size()),
                total,
                items,
                older(tx, items),
                items.isEmpty() ? null : items.getFirst().position());
    }

    private static List<Older> older(Tx tx, List<Posting> newest) {
        if (newest.isEmpty()) {
            return List.of();
        }
        return tx.sql()
                .createQuery("""
                        SELECT currency, sum(value) AS value, count(*) AS count FROM stock_posting
                         WHERE (event_xid, event_seq) < (SELECT event_xid, event_seq FROM stock_posting WHERE id = :oldest)
                         GROUP BY currency ORDER BY currency
                        """)
                .bind("oldest", newest.getLast().id())
                .map((row, _) -> new Older(
                        row.getString("currency"),
                        scaled(row.getBigDecimal("value"), row.getString("currency")),
                        row.getLong("count")))
                .list();
    }

    private static BigDecimal scaled(BigDecimal value, String currency) {
        return Money.of(value, currency).amount();
    }

    public Tool<Question, Postings> tool() {
        return Tool.read(
                "erp_books_postings",
                "Postings of the stock",
                "Lists by what the stock's value changed, as the books are told of it, newest first, with what the stock is worth. "
                        + "For the workflow reconcile-stock.",
                Question.class,
                Postings.class,
                this::ask);
    }
}
