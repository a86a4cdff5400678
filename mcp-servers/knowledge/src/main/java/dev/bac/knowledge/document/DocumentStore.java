package dev.bac.knowledge.document;

import dev.bac.identity.Caller;
import dev.bac.knowledge.file.FileFormat;
import dev.bac.knowledge.file.Passage;
import dev.bac.mcp.argument.Lookup;
import dev.bac.mcp.argument.Page;
import dev.bac.mcp.argument.PageOrder;
import dev.bac.mcp.argument.PageWanted;
import dev.bac.retrieval.Wording;
import dev.bac.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Documents and their passages in PostgreSQL. What a caller does not see is not found. */
public final class DocumentStore {
    private static final PageOrder NEWEST = PageOrder.descending("newest", "id", "uuid");
    private static final String SELECT = """
            SELECT d.id, d.collection_id, c.name AS collection_name, d.title, d.format, d.digest, d.passages, d.created_by,
                d.created_at FROM document d JOIN collection c ON c.id = d.collection_id
            """;
    private final CollectionStore collections;

    public DocumentStore(CollectionStore collections) {
        this.collections = collections;
    }

    /** The document that was named; {@link dev.bac.mcp.ToolRefusal} when there is none or several. */
    Document named(Tx tx, Caller caller, String field, String given) {
        String text = given.strip();
        return new Lookup<>("document", Document::label)
                .one(
                        field,
                        given,
                        List.of(
                                () -> Lookup.id(given)
                                        .map(id -> by(tx, caller, "d.id = :value", id))
                                        .orElse(List.of()),
                                () -> by(tx, caller, "lower(d.title) = lower(:value)", text),
                                () -> by(tx, caller, "starts_with(lower(d.title), lower(:value))", text),
                                () -> by(tx, caller, "strpos(lower(d.title), lower(:value)) > 0", text)),
                        () -> list(tx, caller, null, new PageWanted(5, null)).items());
    }

    private List<Document> by(Tx tx, Caller caller, String condition, Object value) {
        return Readers.bind(
                        tx.sql()
                                .createQuery(SELECT + "WHERE " + Readers.SEES + " AND " + condition
                                        + " ORDER BY lower(d.title), d.id LIMIT 20")
                                .bind("value", value),
                        caller)
                .map((row, _) -> read(row))
                .list();
    }

    /** The document of that title in a collection, held until the transaction ends. */
    Optional<Document> titled(Tx tx, UUID collection, String title) {
        return tx.sql()
                .createQuery(SELECT
                        + "WHERE d.collection_id = :collection AND lower(d.title) = lower(:title) FOR UPDATE OF d")
                .bind("collection", collection)
                .bind("title", title)
                .map((row, _) -> read(row))
                .findOne();
    }

    Page<Document> list(Tx tx, Caller caller, @Nullable UUID collection, PageWanted wanted) {
        String which = collection == null ? "" : " AND c.id = :collection";
        return NEWEST.read(
                tx,
                SELECT + "WHERE " + Readers.SEES + which,
                query -> {
                    Readers.bind(query, caller);
                    return collection == null ? query : query.bind("collection", collection);
                },
                wanted,
                (row, _) -> read(row));
    }

    long count(Tx tx, Caller caller, @Nullable UUID collection) {
        String which = collection == null ? "" : " AND c.id = :collection";
        var query = Readers.bind(
                tx.sql()
                        .createQuery(
                                "SELECT count(*) FROM document d JOIN collection c ON c.id = d.collection_id WHERE "
                                        + Readers.SEES + which),
                caller);
        return (collection == null ? query : query.bind("collection", collection))
                .mapTo(Long.class)
                .one();
    }

    /** All of the company's, whoever may read them. */
    long count(Tx tx) {
        return tx.sql()
                .createQuery("SELECT count(*) FROM document")
                .mapTo(Long.class)
                .one();
    }

    /** Adds a document with its passages, not yet known by their meaning. */
    void add(Tx tx, Document document, List<Passage> passages) {
        long version = collections.changed(tx, document.collection(), passages.size(), false);
        tx.sql()
                .createUpdate("""
                        INSERT INTO document (id, collection_id, title, format, digest, passages, created_by, created_at)
                        VALUES (:id, :collection, :title, :code, :digest, :passages, :createdBy, :createdAt)
                        """)
                .bindMethods(document)
                .bind("code", document.format().name())
                .execute();
        var batch = tx.sql().prepareBatch("""
                INSERT INTO passage (document_id, number, collection_id, version, place, text, words)
                VALUES (:document, :number, :collection, :version, :place, :text, array_to_tsvector(:stems))
                """);
        for (var passage : passages) {
            batch.bind("document", document.id())
                    .bind("number", passage.number())
                    .bind("collection", document.collection())
                    .bind("version", version)
                    .bind("place", passage.place())
                    .bind("text", passage.text())
                    .bind("stems", stems(document.title(), passage))
                    .add();
        }
        batch.execute();
    }

    private static String[] stems(String title, Passage passage) {
        return Wording.stems(title + " " + passage.place() + " " + passage.text()).stream()
                .distinct()
                .filter(stem -> stem.length() <= 100)
                .toArray(String[]::new);
    }

    void remove(Tx tx, Document document) {
        collections.changed(tx, document.collection(), -document.passages(), true);
        tx.sql()
                .createUpdate("DELETE FROM document WHERE id = :id")
                .bind("id", document.id())
                .execute();
    }

    /** Passages from a number on, in order. */
    List<Passage> passages(Tx tx, UUID document, int from, int most) {
        return tx.sql()
                .createQuery("""
                        SELECT number, place, text FROM passage WHERE document_id = :document AND number >= :from
                        ORDER BY number LIMIT :most
                        """)
                .bind("document", document)
                .bind("from", from)
                .bind("most", most)
                .map((row, _) -> new Passage(row.getInt("number"), row.getString("place"), row.getString("text")))
                .list();
    }

    /** How many passages of a document are not yet known by their meaning. */
    int unembedded(Tx tx, UUID document) {
        return tx.sql()
                .createQuery("SELECT count(*) FROM passage WHERE document_id = :document AND embedding IS NULL")
                .bind("document", document)
                .mapTo(Integer.class)
                .one();
    }

    /** Passages not yet known by their meaning, held until the transaction ends; those that others hold are left out. */
    List<Passage> toEmbed(Tx tx, UUID document, int most) {
        return tx.sql()
                .createQuery("""
                        SELECT number, place, text FROM passage WHERE document_id = :document AND embedding IS NULL
                        ORDER BY number LIMIT :most FOR UPDATE SKIP LOCKED
                        """)
                .bind("document", document)
                .bind("most", most)
                .map((row, _) -> new Passage(row.getInt("number"), row.getString("place"), row.getString("text")))
                .list();
    }

    /** Notes the meaning of passages, in their order. */
    void embed(Tx tx, Document document, List<Passage> passages, List<float[]> vectors) {
        long version = collections.changed(tx, document.collection(), 0, false);
        var batch = tx.sql().prepareBatch("""
                UPDATE passage SET embedding = :embedding, version = :version
                WHERE document_id = :document AND number = :number
                """);
        for (int i = 0; i < passages.size(); i++) {
            batch.bind("embedding", Embeddings.bytes(vectors.get(i)))
                    .bind("version", version)
                    .bind("document", document.id())
                    .bind("number", passages.get(i).number())
                    .add();
        }
        batch.execute();
    }

    private static Document read(ResultSet row) throws SQLException {
        return new Document(
                row.getObject("id", UUID.class),
                row.getObject("collection_id", UUID.class),
                row.getString("collection_name"),
                row.getString("title"),
                FileFormat.valueOf(row.getString("format")),
                row.getString("digest"),
                row.getInt("passages"),
                row.getString("created_by"),
                row.getTimestamp("created_at").toInstant());
    }
}
