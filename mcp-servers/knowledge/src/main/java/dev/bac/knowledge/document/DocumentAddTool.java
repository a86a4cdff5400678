package dev.bac.knowledge.document;

import dev.bac.identity.Caller;
import dev.bac.knowledge.file.FileFormat;
import dev.bac.knowledge.file.Files;
import dev.bac.knowledge.file.Passage;
import dev.bac.knowledge.file.UnreadableFile;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.LastingHandler;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.retrieval.Embedder;
import dev.bac.store.Tx;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The tool that takes in a document. It can be found by its words as soon as the call's own transaction is done; its
 * meaning is learned in steps after that.
 */
public final class DocumentAddTool {
    private static final int LONGEST = 4_000_000;
    private static final int MOST_PASSAGES = 50_000;
    private static final int EMBEDDED_A_STEP = 32;
    private final CollectionStore collections;
    private final DocumentStore documents;
    private final Embedder embedder;
    private final int most;

    /** @param most documents of one company */
    public DocumentAddTool(CollectionStore collections, DocumentStore documents, Embedder embedder, int most) {
        this.most = most;
        this.collections = collections;
        this.documents = documents;
        this.embedder = embedder;
    }

    /** What {@code knowledge_document_add} takes. */
    public record DocumentAdd(
            @Arg("The collection it goes into") String collection,

            @Arg("The file's name with its ending: .txt, .md, .html, .csv, .pdf or .docx")
            String file,

            @Arg(
                    "What people call it; the file's name without its ending when left out. A document of that title in the"
                            + " collection is replaced")
            @Nullable
            String title,

            @Arg(value = "The content of a text, Markdown, HTML or CSV file", longest = LONGEST) @Nullable
            String text,

            @Arg(value = "The content of a PDF or Word file, in Base64, about 2.9 MB at most", longest = LONGEST)
            @Nullable
            String content) {}

    /** What {@code knowledge_document_add} answers; {@code learned} passages are found by their meaning too. */
    public record DocumentAdded(
            String summary, UUID id, String title, String collection, boolean replaced, int passages, int learned)
            implements Told {}

    /** The tool. */
    public Tool<?, ?> tool() {
        return Tool.write(
                        "knowledge_document_add",
                        "Add a document",
                        "Takes a file (text, Markdown, HTML, CSV, PDF, Word) into a collection, so that it can be asked."
                                + " A document of the same title is replaced. Give text or content, not both.",
                        Effect.WRITE,
                        Risk.NONE,
                        DocumentAdd.class,
                        DocumentAdded.class,
                        new Adding())
                .example(
                        "Add to policies the file returns.md: Goods come back within 30 days",
                        new DocumentAdd("policies", "returns.md", null, "Goods come back within 30 days", null))
                .example(
                        "Store opening-hours.txt in the collection handbook: We open at nine",
                        new DocumentAdd("handbook", "opening-hours.txt", null, "We open at nine", null));
    }

    private final class Adding implements LastingHandler<DocumentAdd, DocumentAdded> {

        @Override
        public DocumentAdded handle(Caller caller, Tx tx, DocumentAdd given) {
            var collection = collections.named(tx, caller, "collection", given.collection());
            String file = Given.line("file", given.file(), 200);
            var format = FileFormat.ofName(file)
                    .orElseThrow(() ->
                            ToolRefusal.invalid("file", "ends in none of .txt, .md, .html, .csv, .pdf and .docx"));
            byte[] content = content(given, format);
            String title = Given.lineOrNull("title", given.title(), 200);
            String called = title == null ? file.substring(0, file.lastIndexOf('.')) : title;
            var old = documents.titled(tx, collection.id(), called);
            String digest = sha256(content);
            if (old.isPresent() && old.get().digest().equals(digest)) {
                return answer(
                        old.get(), false, documents.unembedded(tx, old.get().id()));
            }
            if (old.isEmpty() && documents.count(tx) >= most) {
                throw ToolRefusal.invalid(
                        "collection", "there are %,d documents, which is the most; remove some first".formatted(most));
            }
            var passages = passages(format, content);
            old.ifPresent(before -> documents.remove(tx, before));
            int held = collection.passages() - old.map(Document::passages).orElse(0);
            if (held + passages.size() > MOST_PASSAGES) {
                throw ToolRefusal.invalid(
                        "collection", "is full: %,d passages of %,d; use another one".formatted(held, MOST_PASSAGES));
            }
            var document = new Document(
                    tx.newId(),
                    collection.id(),
                    collection.name(),
                    called,
                    format,
                    digest,
                    passages.size(),
                    caller.name(),
                    tx.now());
            documents.add(tx, document, passages);
            return answer(document, old.isPresent(), passages.size());
        }

        @Override
        public Standing<DocumentAdded> step(Caller caller, Tx tx, DocumentAdded begun) {
            var passages = documents.toEmbed(tx, begun.id(), EMBEDDED_A_STEP);
            var vectors = passages.isEmpty()
                    ? Optional.<List<float[]>>empty()
                    : embedder.embed(passages.stream().map(Passage::text).toList());
            if (vectors.isEmpty()) {
                return told(tx, begun, true);
            }
            var document = documents.named(tx, caller, "document", begun.id().toString());
            documents.embed(tx, document, passages, vectors.get());
            return told(tx, begun, false);
        }

        @Override
        public Standing<DocumentAdded> standing(Caller caller, Tx tx, DocumentAdded begun) {
            return told(tx, begun, false);
        }

        @Override
        public void stop(Caller caller, Tx tx, DocumentAdded begun) {
            // What is learned stays learned; the rest is found by its words.
        }

        private Standing<DocumentAdded> told(Tx tx, DocumentAdded begun, boolean nothingMore) {
            int learned = begun.passages() - documents.unembedded(tx, begun.id());
            var result = new DocumentAdded(
                    begun.summary(),
                    begun.id(),
                    begun.title(),
                    begun.collection(),
                    begun.replaced(),
                    begun.passages(),
                    learned);
            return new Standing<>(result, learned, begun.passages(), nothingMore || learned >= begun.passages());
        }
    }

    private static DocumentAdded answer(Document document, boolean replaced, int unlearned) {
        return new DocumentAdded(
                "%s \"%s\" in %s: %,d %s."
                        .formatted(
                                replaced ? "Replaced" : "Stored",
                                document.title(),
                                document.collectionName(),
                                document.passages(),
                                document.passages() == 1 ? "passage" : "passages"),
                document.id(),
                document.title(),
                document.collectionName(),
                replaced,
                document.passages(),
                document.passages() - unlearned);
    }

    private static byte[] content(DocumentAdd given, FileFormat format) {
        boolean hasText = given.text() != null && !given.text().isBlank();
        boolean hasContent = given.content() != null && !given.content().isBlank();
        if (hasText == hasContent) {
            throw ToolRefusal.invalid(format.binary() ? "content" : "text", "give the file as text or as content");
        }
        if (hasText) {
            if (format.binary()) {
                throw ToolRefusal.invalid("content", "a PDF or Word file is given in Base64, not as text");
            }
            return String.valueOf(given.text()).getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getMimeDecoder().decode(String.valueOf(given.content()));
        } catch (IllegalArgumentException e) {
            throw ToolRefusal.invalid("content", "is not Base64");
        }
    }

    private static List<Passage> passages(FileFormat format, byte[] content) {
        try {
            return Files.read(format, content);
        } catch (UnreadableFile e) {
            throw ToolRefusal.invalid(format.binary() ? "content" : "text", String.valueOf(e.getMessage()));
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
