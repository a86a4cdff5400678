package dev.bac.erp.books;

import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Money;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code erp_books_notes}: deliveries and returns with what they earn or give back, each with what became of it. */
public final class NotesTool {
    private static final int STANDARD = 25;

    public record Question(
            @Arg("Notes of this day and later") @Nullable LocalDate from,
            @Arg("Notes of this day and earlier") @Nullable LocalDate to,

            @Arg("How many of the newest, 1 to 200; 25 when left out") @Nullable Integer limit) {}

    /**
     * @param kind delivery or return
     * @param net what it earns, or gives back, without tax
     */
    public record Note(
            UUID id,
            String number,
            String kind,
            String order,
            String customer,
            LocalDate date,
            Money net,
            boolean cancelled) {}

    /** @param total how many there are in all */
    public record Notes(String summary, long total, List<Note> items) implements Told {}

    Notes ask(Caller caller, Tx tx, Question question) {
        var from = question.from() == null ? LocalDate.of(1900, 1, 1) : Given.date("from", question.from());
        var to = question.to() == null ? tx.today() : Given.date("to", question.to());
        long total = tx.sql()
                .createQuery("""
                        SELECT count(*) FROM goods_note
                         WHERE kind IN ('DELIVERY', 'RETURN') AND done_on BETWEEN :from AND :to
                        """)
                .bind("from", from)
                .bind("to", to)
                .mapTo(Long.class)
                .one();
        var items = tx.sql()
                .createQuery("""
                        SELECT n.id, n.number, n.kind, n.done_on, n.currency, o.number AS ordered, o.customer,
                               (SELECT sum(l.amount) FROM goods_line l WHERE l.note_id = n.id) AS net,
                               EXISTS (SELECT 1 FROM goods_void v WHERE v.note_id = n.id) AS cancelled
                          FROM goods_note n JOIN sales_order o ON o.id = n.order_id
                         WHERE n.kind IN ('DELIVERY', 'RETURN') AND n.done_on BETWEEN :from AND :to
                         ORDER BY n.done_on DESC, n.serial DESC, n.kind LIMIT :limit
                        """)
                .bind("from", from)
                .bind("to", to)
                .bind("limit", Given.rows(question.limit(), STANDARD))
                .map((row, _) -> new Note(
                        row.getObject("id", UUID.class),
                        row.getString("number"),
                        row.getString("kind").toLowerCase(Locale.ROOT),
                        row.getString("ordered"),
                        row.getString("customer"),
                        row.getObject("done_on", LocalDate.class),
                        Money.of(row.getBigDecimal("net"), row.getString("currency")),
                        row.getBoolean("cancelled")))
                .list();
        return new Notes("%d of %d deliveries and returns.".formatted(items.size(), total), total, items);
    }

    public Tool<Question, Notes> tool() {
        return Tool.read(
                "erp_books_notes",
                "Deliveries and returns",
                "Lists deliveries and returns with what each earns or gives back, newest first. For the workflow reconcile-deliveries.",
                Question.class,
                Notes.class,
                this::ask);
    }
}
