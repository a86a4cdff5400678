package dev.bac.erp.stock;

import dev.bac.mcp.Money;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Postings, their values and the events that tell of them. Whatever changes the value of the stock is in one event, and
 * each posting keeps where its event stands in the outbox: what the stock was worth at any place of the outbox is the
 * sum of the postings up to there.
 */
final class Postings {
    private Postings() {}

    /** What a posting is. */
    record Head(UUID id, String event, UUID subject, LocalDate date, String currency) {}

    /** A change of a move's value, and what the event tells of it. */
    record Line(UUID item, Valuing.Change change, ObjectNode told) {}

    static void write(Tx tx, Head head, List<Line> lines, ObjectNode body) {
        var value = tell(tx, head, lines, body);
        add(tx, head, value);
        values(tx, head.id(), lines);
    }

    /** Publishes the event. */
    static BigDecimal tell(Tx tx, Head head, List<Line> lines, ObjectNode body) {
        var value = lines.stream().map(line -> line.change().value()).reduce(BigDecimal.ZERO, BigDecimal::add);
        body.put("id", head.id().toString())
                .put("date", head.date().toString())
                .put("currency", head.currency())
                .put("value", money(value, head.currency()));
        var told = body.putArray("lines");
        for (var line : lines) {
            told.add(line.told().put("value", money(line.change().value(), head.currency())));
        }
        tx.publish(head.event(), head.subject().toString(), body);
        return value;
    }

    private static void add(Tx tx, Head head, BigDecimal value) {
        tx.sql()
                .createUpdate("""
                        INSERT INTO stock_posting (id, event, booked_on, currency, value, event_xid, event_seq, recorded_at)
                        SELECT :id, :event, :date, :currency, :value, pg_current_xact_id(), max(seq), :now
                          FROM outbox WHERE xid = pg_current_xact_id()
                        """)
                .bind("id", head.id())
                .bind("event", head.event())
                .bind("date", head.date())
                .bind("currency", head.currency())
                .bind("value", value)
                .bind("now", tx.now())
                .execute();
    }

    private static void values(Tx tx, UUID posting, List<Line> lines) {
        if (lines.isEmpty()) {
            return;
        }
        var batch = tx.sql().prepareBatch("""
                INSERT INTO stock_value (item_id, move_id, posting_id, cause, value)
                VALUES (:item, :move, :posting, :cause, :value)
                """);
        for (var line : lines) {
            batch.bind("item", line.item())
                    .bind("move", line.change().move())
                    .bind("posting", posting)
                    .bind("cause", line.change().cause())
                    .bind("value", line.change().value())
                    .add();
        }
        batch.execute();
    }

    static String money(BigDecimal amount, String currency) {
        return Money.of(amount, currency).amount().toPlainString();
    }

    /** What an event tells of a move, whatever it is worth. */
    static ObjectNode told(Move move, Shelf shelf, Places places) {
        var from = places.at(move.from());
        var to = places.at(move.to());
        var told = JsonNodeFactory.instance.objectNode();
        told.put("moveId", move.id().toString())
                .put("kind", move.kind().name())
                .put("itemId", move.item().toString())
                .put("sku", shelf.sku())
                .put("quantity", Quantities.plain(move.quantity()).toPlainString())
                .put("from", from.name())
                .put("to", to.name())
                .put("counterpart", counterpart(from, to));
        put(told, "orderId", move.links().order());
        put(told, "noteId", move.links().note());
        put(told, "reverses", move.links().reverses());
        put(told, "lotId", move.links().lot());
        return told;
    }

    /** Who has what the stock does not have: it says which account stands against the stock's. */
    private static String counterpart(Location from, Location to) {
        var other = from.outside() ? from : to;
        return other.outside() ? other.kind().name().toLowerCase(Locale.ROOT) : "none";
    }

    private static void put(ObjectNode told, String name, @Nullable UUID id) {
        if (id != null) {
            told.put(name, id.toString());
        }
    }
}
