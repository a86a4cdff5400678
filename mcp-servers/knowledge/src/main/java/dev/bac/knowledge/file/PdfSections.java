package dev.bac.knowledge.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.text.PDFTextStripper;

/** A PDF page by page. */
final class PdfSections {
    private static final int MOST_PAGES = 2_000;

    private PdfSections() {}

    static List<Section> of(byte[] content) throws IOException, UnreadableFile {
        try (var document = Loader.loadPDF(content)) {
            int pages = document.getNumberOfPages();
            if (pages > MOST_PAGES) {
                throw new UnreadableFile("the PDF has %d pages; at most %d fit".formatted(pages, MOST_PAGES));
            }
            var stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            stripper.setParagraphStart("\n\n");
            var sections = new ArrayList<Section>();
            long chars = 0;
            for (int page = 1; page <= pages && chars <= Files.MOST_CHARS; page++) {
                stripper.setStartPage(page);
                stripper.setEndPage(page);
                String text = stripper.getText(document);
                chars += text.length();
                sections.add(new Section("page " + page, text));
            }
            return sections;
        } catch (InvalidPasswordException locked) {
            throw new UnreadableFile("the PDF is locked with a password; save it without one");
        } catch (IllegalArgumentException | IllegalStateException | ClassCastException damaged) {
            throw new IOException(damaged);
        }
    }
}
