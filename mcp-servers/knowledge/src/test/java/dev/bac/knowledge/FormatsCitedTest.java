package dev.bac.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.testing.TestServer;
import dev.bac.retrieval.Embedder;
import dev.bac.retrieval.VectorStoreInMemory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** A file of each kind goes in, a question finds its passage, and the answer says where it stands. */
class FormatsCitedTest {
    private final TestServer knowledge =
            TestServer.of(KnowledgeServer.declare(Embedder.none(), new VectorStoreInMemory(1_000)));

    private String cited(String file, String field, String content, String question) {
        knowledge.ok("knowledge_collection_save", "{\"name\":\"all\"}");
        var given = JsonMapper.shared()
                .createObjectNode()
                .put("collection", "all")
                .put("file", file)
                .put(field, content);
        knowledge.ok("knowledge_document_add", given.toString());
        var found = knowledge
                .ok("knowledge_passage_search", "{\"query\":\"" + question + "\"}")
                .path("items")
                .path(0);
        return found.path("text").asString() + " " + found.path("cite").asString();
    }

    @Test
    void aMarkdownFileByItsHeading() {
        assertThat(cited("returns.md", "text", "# Returns\nGoods come back in thirty days.", "goods come back"))
                .isEqualTo("Goods come back in thirty days. [returns, Returns]");
    }

    @Test
    void aWebPageByItsHeading() {
        assertThat(cited(
                        "hours.html",
                        "text",
                        "<html><body><h1>Opening hours</h1><p>We open at nine.</p></body></html>",
                        "open at nine"))
                .isEqualTo("We open at nine. [hours, Opening hours]");
    }

    @Test
    void aTableByItsLine() {
        assertThat(cited("prices.csv", "text", "Item;Price\nPump;12,50\nHose;3,20\n", "price of the hose"))
                .isEqualTo("Item: Hose; Price: 3,20 [prices, line 3]");
    }

    @Test
    void aPdfByItsPage() throws IOException {
        assertThat(cited("manual.pdf", "content", base64(pdf("Cleaning the pump")), "how is the pump cleaned"))
                .isEqualTo("Cleaning the pump [manual, page 1]");
    }

    @Test
    void aWordFileByItsHeading() throws IOException {
        assertThat(cited("handbook.docx", "content", base64(word("Holidays", "Everybody rests.")), "everybody rests"))
                .isEqualTo("Everybody rests. [handbook, Holidays]");
    }

    @Test
    void forgetsANoteWhoseDayHasCome() {
        knowledge.ok("knowledge_note_save", "{\"text\":\"Tea, not coffee\",\"days\":1}");
        knowledge.ok("knowledge_note_save", "{\"text\":\"Always by train\",\"days\":9}");
        knowledge.server().store().write(knowledge.caller().tenant(), tx -> tx.sql()
                .createUpdate("UPDATE note SET expires_at = :now WHERE text LIKE 'Tea%'")
                .bind("now", tx.now())
                .execute());
        assertThat(knowledge
                        .ok("knowledge_note_list", "{}")
                        .path("items")
                        .valueStream()
                        .map(note -> note.path("text").asString()))
                .containsExactly("Always by train");
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] word(String heading, String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var document = new XWPFDocument()) {
            var title = document.createParagraph();
            title.setStyle("Heading1");
            title.createRun().setText(heading);
            document.createParagraph().createRun().setText(text);
            document.write(bytes);
        }
        return bytes.toByteArray();
    }

    private static byte[] pdf(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var document = new PDDocument()) {
            var page = new PDPage();
            document.addPage(page);
            try (var content = new PDPageContentStream(document, page)) {
                content.beginText();
                content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
                content.newLineAtOffset(50, 700);
                content.showText(text);
                content.endText();
            }
            document.save(bytes);
        }
        return bytes.toByteArray();
    }
}
