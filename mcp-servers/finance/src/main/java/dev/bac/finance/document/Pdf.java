package dev.bac.finance.document;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;

/**
 * An invoice on A4. The fonts are those that every reader has, which know Western letters only; any other character is
 * shown as a question mark, so that a name in another script never keeps an invoice from being made. What is to be archived
 * has its font with it.
 */
final class Pdf {
    private static final float LEFT = 56;
    private static final float RIGHT = 539;
    private static final float TOP = 780;
    private static final float BOTTOM = 80;
    private static final float LINE = 15;
    private static final String EMBEDDED = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    private final PDDocument document;
    private final PDFont plain;
    private final PDFont bold;
    private PDPageContentStream page;
    private float y;

    private Pdf(PDDocument document, boolean archived) throws IOException {
        this.document = document;
        if (archived) {
            try (var font = Objects.requireNonNull(PDDocument.class.getResourceAsStream(EMBEDDED))) {
                plain = PDType0Font.load(document, font, true);
                bold = plain;
            }
        } else {
            plain = new PDType1Font(Standard14Fonts.FontName.HELVETICA);
            bold = new PDType1Font(Standard14Fonts.FontName.HELVETICA_BOLD);
        }
        this.page = next();
    }

    /** @param archived with the invoice as XML in it and its font embedded, to be kept for years */
    static byte[] of(EInvoice invoice, boolean archived) {
        try (var document = new PDDocument();
                var bytes = new ByteArrayOutputStream()) {
            var pdf = new Pdf(document, archived);
            pdf.write(invoice);
            pdf.page.close();
            if (archived) {
                FacturX.attach(document, invoice);
            }
            document.getDocumentInformation().setTitle("Invoice " + invoice.number());
            // Otherwise the moment of saving goes in, and the same invoice would be another file each time.
            document.setDocumentId((long) invoice.number().hashCode());
            document.save(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("a PDF into memory does not fail", e);
        }
    }

    private PDPageContentStream next() throws IOException {
        var sheet = new PDPage(PDRectangle.A4);
        document.addPage(sheet);
        y = TOP;
        return new PDPageContentStream(document, sheet);
    }

    private void write(EInvoice invoice) throws IOException {
        left(invoice.seller(), bold, 14);
        y -= LINE * 2;
        left(invoice.buyer(), plain, 11);
        y -= LINE;
        left("Invoice " + invoice.number(), bold, 16);
        left("Date: %s    Due: %s".formatted(invoice.issued(), invoice.due()), plain, 10);
        y -= LINE;
        row(List.of("Description", "Quantity", "Price", "Tax %", "Net " + invoice.currency()), bold);
        for (var line : invoice.lines()) {
            if (y < BOTTOM) {
                page.close();
                page = next();
            }
            row(
                    List.of(
                            line.name(),
                            line.quantity().toPlainString(),
                            line.price().toPlainString(),
                            line.rate().stripTrailingZeros().toPlainString(),
                            line.net().toPlainString()),
                    plain);
        }
        if (y < BOTTOM + LINE * 6) {
            page.close();
            page = next();
        }
        y -= LINE;
        sum("Net", invoice.net().toPlainString(), plain);
        for (var one : invoice.subtotals()) {
            sum(
                    "Tax %s %% on %s"
                            .formatted(
                                    one.rate().stripTrailingZeros().toPlainString(),
                                    one.taxable().toPlainString()),
                    one.tax().toPlainString(),
                    plain);
        }
        sum("Total " + invoice.currency(), invoice.total().toPlainString(), bold);
        if (invoice.payable().compareTo(invoice.total()) != 0) {
            sum("To be paid " + invoice.currency(), invoice.payable().toPlainString(), bold);
        }
    }

    private void row(List<String> cells, PDFont font) throws IOException {
        text(cells.get(0).length() > 46 ? cells.get(0).substring(0, 45) + "..." : cells.get(0), LEFT, font, 10);
        float[] ends = {340, 410, 460, RIGHT};
        for (int i = 1; i < cells.size(); i++) {
            right(cells.get(i), ends[i - 1], font);
        }
        y -= LINE;
    }

    private void sum(String name, String amount, PDFont font) throws IOException {
        right(name, 440, font);
        right(amount, RIGHT, font);
        y -= LINE;
    }

    private void left(String text, PDFont font, float size) throws IOException {
        text(text, LEFT, font, size);
        y -= LINE;
    }

    private void right(String text, float end, PDFont font) throws IOException {
        var shown = shown(text, font);
        text(shown, end - font.getStringWidth(shown) / 1_000 * 10, font, 10);
    }

    private void text(String text, float x, PDFont font, float size) throws IOException {
        page.beginText();
        page.setFont(font, size);
        page.newLineAtOffset(x, y);
        page.showText(shown(text, font));
        page.endText();
    }

    private static String shown(String text, PDFont font) {
        var shown = new StringBuilder();
        text.codePoints().forEach(point -> {
            var letter = Character.toString(point);
            try {
                font.encode(letter);
                shown.append(letter);
            } catch (IllegalArgumentException | IOException e) {
                shown.append(Character.isWhitespace(point) ? ' ' : '?');
            }
        });
        return shown.toString();
    }
}
