package dev.bac.knowledge.search;

import dev.bac.identity.Caller;
import dev.bac.knowledge.document.DocumentCollection;
import dev.bac.knowledge.document.Embeddings;
import dev.bac.knowledge.document.Readers;
import dev.bac.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** Passages that may answer, out of PostgreSQL; only of collections that the caller sees. */
final class PassageRows {
    private static final String SELECT = """
            SELECT p.document_id, p.number, d.title, c.title AS collection_title, p.place, p.text, p.embedding
            FROM passage p JOIN document d ON d.id = p.document_id JOIN collection c ON c.id = p.collection_id
            WHERE c.id = ANY(:collections) AND
            """ + Readers.SEES;

    private PassageRows() {}

    /** Those with the most words of the query, the rarest order of PostgreSQL's own ranking first. */
    static List<Found> byWords(
            Tx tx, Caller caller, List<DocumentCollection> collections, List<String> stems, int most) {
        return stems.isEmpty()
                ? List.of()
                : Readers.bind(
                                tx.sql()
                                        .createQuery(SELECT + """
                                                 AND p.words @@ CAST(:query AS tsquery)
                                                ORDER BY ts_rank(p.words, CAST(:query AS tsquery)) DESC, p.document_id, p.number
                                                LIMIT :most
                                                """)
                                        .bind("query", query(stems))
                                        .bind("most", most)
                                        .bind("collections", ids(collections)),
                                caller)
                        .map((row, _) -> read(row))
                        .list();
    }

    /** Those with these keys that are still there. */
    static List<Found> byKeys(Tx tx, Caller caller, List<DocumentCollection> collections, List<String> keys) {
        return keys.isEmpty()
                ? List.of()
                : Readers.bind(
                                tx.sql()
                                        .createQuery(SELECT + " AND p.document_id || ':' || p.number = ANY(:keys)"
                                                + " AND p.document_id = ANY(:documents)")
                                        .bind("keys", keys.toArray(String[]::new))
                                        .bind(
                                                "documents",
                                                keys.stream()
                                                        .map(key -> UUID.fromString(key.substring(0, key.indexOf(':'))))
                                                        .distinct()
                                                        .toArray(UUID[]::new))
                                        .bind("collections", ids(collections)),
                                caller)
                        .map((row, _) -> read(row))
                        .list();
    }

    private static UUID[] ids(List<DocumentCollection> collections) {
        return collections.stream().map(DocumentCollection::id).toArray(UUID[]::new);
    }

    /** Any of the words. Stems hold letters and digits only, and are quoted all the same. */
    private static String query(List<String> stems) {
        return stems.stream()
                .distinct()
                .map(stem -> "'" + stem.replace("'", "''").replace("\\", "\\\\") + "'")
                .reduce((a, b) -> a + " | " + b)
                .orElseThrow();
    }

    private static Found read(ResultSet row) throws SQLException {
        byte[] embedding = row.getBytes("embedding");
        return new Found(
                row.getObject("document_id", UUID.class),
                row.getInt("number"),
                row.getString("title"),
                row.getString("collection_title"),
                row.getString("place"),
                row.getString("text"),
                embedding == null ? null : Embeddings.vector(embedding));
    }
}
