package dev.bac.finance.goods;

import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The documents that were written for notes and bills of the stock's server. */
final class GoodsDocuments {
    private GoodsDocuments() {}

    /** What a document is to the note. */
    enum Kind {
        INVOICE,
        CREDIT,
        BILL,
        /** A credit note over all that is left of an invoice whose delivery was cancelled. */
        WITHDRAWN
    }

    /**
     * @param note the note's id there
     * @param of the document's id here
     * @param digest of what was asked for
     */
    record Row(
            UUID note,
            Kind kind,
            String named,
            UUID of,
            String number,
            BigDecimal net,
            String currency,
            String digest) {}

    /** Lets one transaction after another write for a note. */
    static void hold(Tx tx, UUID note) {
        tx.sql()
                .createQuery("SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended(:note, 26))) s")
                .bind("note", tx.tenant().value() + "/" + note)
                .mapTo(Integer.class)
                .one();
    }

    /** What was written for a note; refused when it was asked for with other contents. */
    static Optional<Row> written(Tx tx, UUID note, Kind kind, String digest) {
        var found = find(tx, note, kind);
        found.filter(row -> !row.digest().equals(digest)).ifPresent(row -> {
            throw new ToolRefusal(
                    "conflict",
                    "note: %s has %s already, for other goods or amounts".formatted(row.named(), row.number()));
        });
        return found;
    }

    static Optional<Row> find(Tx tx, UUID note, Kind kind) {
        return tx.sql()
                .createQuery("SELECT * FROM goods_document WHERE id = :note AND kind = :kind")
                .bind("note", note)
                .bind("kind", kind.name())
                .map((row, _) -> row(row))
                .findOne();
    }

    private static Row row(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Row(
                row.getObject("id", UUID.class),
                Kind.valueOf(row.getString("kind")),
                row.getString("note"),
                row.getObject("document_id", UUID.class),
                row.getString("number"),
                row.getBigDecimal("net"),
                row.getString("currency"),
                row.getString("digest"));
    }

    /** All that was written for some notes. */
    static List<Row> all(Tx tx, List<UUID> notes) {
        return tx.sql()
                .createQuery("SELECT * FROM goods_document WHERE id = ANY(:notes) ORDER BY recorded_at, number")
                .bindArray("notes", UUID.class, notes)
                .map((row, _) -> row(row))
                .list();
    }

    /** What was credited of an invoice for goods that came back, without tax. */
    static BigDecimal creditedNet(Tx tx, UUID invoice) {
        return tx.sql()
                .createQuery("""
                        SELECT coalesce(sum(g.net), 0) FROM goods_document g JOIN credit_note c ON c.id = g.document_id
                         WHERE g.kind = 'CREDIT' AND c.document_id = :invoice
                        """)
                .bind("invoice", invoice)
                .mapTo(BigDecimal.class)
                .one();
    }

    static void add(Tx tx, Row row) {
        tx.sql()
                .createUpdate("""
                        INSERT INTO goods_document (id, kind, note, document_id, number, net, currency, digest, recorded_at)
                        VALUES (:id, :kind, :note, :document, :number, :net, :currency, :digest, :now)
                        """)
                .bind("id", row.note())
                .bind("kind", row.kind().name())
                .bind("note", row.named())
                .bind("document", row.of())
                .bind("number", row.number())
                .bind("net", row.net())
                .bind("currency", row.currency())
                .bind("digest", row.digest())
                .bind("now", tx.now())
                .execute();
    }
}
