package dev.bac.finance.document;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.documentinterchange.markedcontent.PDPropertyList;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;

/**
 * An invoice on A4. The fonts are those that every reader has, which know Western letters only; what has others, or is to be
 * archived, has its font with it, which knows Latin, Greek, Cyrillic and Hebrew. A letter that this one has not either, as
 * in Arabic, stands as a box: so that a name never keeps an invoice from being made, the paper says so at its end, and
 * whoever searches, copies or hears the file gets the letter itself (ISO 32000-1, 14.9.4).
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
    private int lacking;
    private byte[] file = {};

    private Pdf(PDDocument document, boolean embedded) throws IOException {
        this.document = document;
        if (embedded) {
            try (var font = Objects.requireNonNull(PDDocument.class.getResourceAsStream(EMBEDDED))) {
                plain = PDType0Font.load(document, font, true);
                bold = plain;
            }
        } else {
            plain = western();
            bold = new PDType1Font(Standard14Fonts.FontName.HELVETICA_BOLD);
        }
        this.page = next();
    }

    private static PDFont western() {
        return new PDType1Font(Standard14Fonts.FontName.HELVETICA);
    }

    /** @param archived with the invoice as XML in it and its font embedded, to be kept for years */
    static Pdf of(EInvoice invoice, boolean archived) {
        try (var document = new PDDocument();
                var bytes = new ByteArrayOutputStream()) {
            var pdf = new Pdf(document, archived || !western(invoice));
            pdf.write(invoice);
            pdf.page.close();
            if (archived) {
                FacturX.attach(document, invoice);
            }
            document.getDocumentInformation().setTitle("Invoice " + invoice.number());
            // Otherwise the moment of saving goes in, and the same invoice would be another file each time.
            document.setDocumentId((long) invoice.number().hashCode());
            document.save(bytes);
            pdf.file = bytes.toByteArray();
            return pdf;
        } catch (IOException e) {
            throw new UncheckedIOException("a PDF into memory does not fail", e);
        }
    }

    byte[] bytes() {
        return file.clone();
    }

    /** How many letters stand as boxes in it. */
    int lacking() {
        return lacking;
    }

    private static boolean western(EInvoice invoice) {
        var font = western();
        return Stream.concat(
                        Stream.of(invoice.seller(), invoice.buyer(), invoice.number()),
                        invoice.lines().stream().map(EInvoice.Line::name))
                .allMatch(text -> Letters.all(text, font));
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
        if (lacking > 0) {
            y -= LINE;
            left(
                    "%s stands for a letter that this file's font has not (%d here). Copied, the text has it."
                            .formatted(Letters.BOX, lacking),
                    plain,
                    8);
        }
    }

    private void row(List<String> cells, PDFont font) throws IOException {
        text(shortened(cells.get(0)), LEFT, font, 10);
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

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) > 46
                ? text.substring(0, text.offsetByCodePoints(0, 45)) + "..."
                : text;
    }

    private void right(String text, float end, PDFont font) throws IOException {
        text(text, end - font.getStringWidth(Letters.of(text, font).drawn()) / 1_000 * 10, font, 10);
    }

    private void text(String text, float x, PDFont font, float size) throws IOException {
        var letters = Letters.of(text, font);
        lacking += letters.lacking();
        if (letters.lacking() > 0) {
            var meant = new COSDictionary();
            meant.setString(COSName.ACTUAL_TEXT, text);
            page.beginMarkedContent(COSName.getPDFName("Span"), PDPropertyList.create(meant));
        }
        page.beginText();
        page.setFont(font, size);
        page.newLineAtOffset(x, y);
        page.showText(letters.drawn());
        page.endText();
        if (letters.lacking() > 0) {
            page.endMarkedContent();
        }
    }
}
