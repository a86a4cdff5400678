package dev.bac.knowledge.document;

import dev.bac.identity.Caller;
import dev.bac.knowledge.file.Passage;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.PageWanted;
import dev.bac.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tools that list, show and remove documents. */
public final class DocumentTools {
    private static final int STANDARD = 50;
    private static final int READ_AT_ONCE = 20;
    private final CollectionStore collections;
    private final DocumentStore documents;

    public DocumentTools(CollectionStore collections, DocumentStore documents) {
        this.collections = collections;
        this.documents = documents;
    }

    /** What {@code knowledge_document_list} takes. */
    public record DocumentsWanted(
            @Arg("Only documents of this collection") @Nullable String collection,

            @Arg("Rows, 1 to 200; 50 when left out") @Nullable Integer limit,

            @Arg("The next of an earlier answer") @Nullable String cursor) {}

    /** A document as tools answer it. */
    public record DocumentRow(
            UUID id, String title, String collection, String format, int passages, String addedBy, Instant addedAt) {
        static DocumentRow of(Document one) {
            return new DocumentRow(
                    one.id(),
                    one.title(),
                    one.collectionName(),
                    one.format().name(),
                    one.passages(),
                    one.createdBy(),
                    one.createdAt());
        }
    }

    /** What {@code knowledge_document_list} answers. */
    public record DocumentList(
            String summary,
            List<DocumentRow> items,
            long total,
            @Nullable String next) implements Told {}

    /** What {@code knowledge_document_read} takes. */
    public record DocumentRead(
            @Arg(value = "The document's title or id", ref = "document")
            String document,

            @Arg("The passage to begin with; 1 when left out") @Nullable Integer from) {}

    /** What {@code knowledge_document_read} answers; {@code next} is the passage to go on with. */
    public record DocumentText(
            String summary,
            DocumentRow document,
            List<Passage> passages,
            @Nullable Integer next) implements Told {}

    /** What {@code knowledge_document_remove} takes. */
    public record DocumentRemove(
            @Arg(value = "The document's title or id", ref = "document")
            String document) {}

    /** What {@code knowledge_document_remove} answers. */
    public record DocumentRemoved(String summary, DocumentRow document) implements Told {}

    /** Every tool on documents that are there. */
    public List<Tool<?, ?>> tools() {
        return List.of(list(), read(), remove());
    }

    private Tool<?, ?> list() {
        return Tool.read(
                        "knowledge_document_list",
                        "List documents",
                        "Lists the documents that you may read, the newest first. To find what they say, use"
                                + " knowledge_passage_search.",
                        DocumentsWanted.class,
                        DocumentList.class,
                        this::list)
                .example("Which documents are in policies?", new DocumentsWanted("policies", null, null))
                .example("List all stored documents", new DocumentsWanted(null, null, null));
    }

    private Tool<?, ?> read() {
        return Tool.read(
                        "knowledge_document_read",
                        "Read a document",
                        "Shows a document's text from a passage on, 20 passages at a time.",
                        DocumentRead.class,
                        DocumentText.class,
                        this::read)
                .example("Show me the document Returns policy", new DocumentRead("Returns policy", null))
                .example("Read the Handbook from passage 21", new DocumentRead("Handbook", 21));
    }

    private Tool<?, ?> remove() {
        return Tool.write(
                        "knowledge_document_remove",
                        "Remove a document",
                        "Removes a document with all its passages. It cannot be brought back.",
                        Effect.DESTRUCTIVE,
                        Risk.NONE,
                        DocumentRemove.class,
                        DocumentRemoved.class,
                        this::remove)
                .example("Remove the document Old price list", new DocumentRemove("Old price list"))
                .example("Delete the stored file Handbook 2019", new DocumentRemove("Handbook 2019"));
    }

    private DocumentList list(Caller caller, Tx tx, DocumentsWanted given) {
        var collection = given.collection() == null
                ? null
                : collections
                        .named(tx, caller, "collection", given.collection())
                        .id();
        var page = documents.list(tx, caller, collection, PageWanted.of(given.limit(), given.cursor(), STANDARD));
        long total = documents.count(tx, caller, collection);
        var items = page.items().stream().map(DocumentRow::of).toList();
        return new DocumentList(
                total == 0 ? "There is no document." : total + (total == 1 ? " document." : " documents."),
                items,
                total,
                page.next());
    }

    private DocumentText read(Caller caller, Tx tx, DocumentRead given) {
        var document = documents.named(tx, caller, "document", given.document());
        int from = given.from() == null ? 1 : given.from();
        if (from < 1 || from > document.passages()) {
            throw ToolRefusal.invalid("from", "is %d; give 1 to %d".formatted(from, document.passages()));
        }
        var passages = documents.passages(tx, document.id(), from, READ_AT_ONCE);
        int last = passages.isEmpty() ? from : passages.getLast().number();
        return new DocumentText(
                "%s, passages %d to %d of %d.".formatted(document.label(), from, last, document.passages()),
                DocumentRow.of(document),
                passages,
                last < document.passages() ? last + 1 : null);
    }

    private DocumentRemoved remove(Caller caller, Tx tx, DocumentRemove given) {
        var document = documents.named(tx, caller, "document", given.document());
        documents.remove(tx, document);
        return new DocumentRemoved(
                "Removed the document %s with %,d passages.".formatted(document.label(), document.passages()),
                DocumentRow.of(document));
    }
}
