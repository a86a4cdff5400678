package dev.bac.knowledge.file;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.poi.ooxml.POIXMLException;
import org.apache.poi.openxml4j.exceptions.OpenXML4JRuntimeException;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFTable;

/** A Word document by its headings; tables row by row. POI refuses a file that unpacks to a hundred times its size. */
final class WordSections {
    private static final Pattern HEADING = Pattern.compile("(?i)heading ?([1-6])");

    private WordSections() {}

    static List<Section> of(byte[] content) throws IOException {
        var headings = new Headings();
        try (var document = new XWPFDocument(new ByteArrayInputStream(content))) {
            for (var element : document.getBodyElements()) {
                if (element instanceof XWPFParagraph paragraph) {
                    read(document, paragraph, headings);
                } else if (element instanceof XWPFTable table) {
                    table.getRows()
                            .forEach(row -> headings.paragraph(row.getTableCells().stream()
                                    .map(cell -> cell.getText().strip())
                                    .collect(Collectors.joining(" | "))));
                }
            }
        } catch (POIXMLException
                | OpenXML4JRuntimeException
                | IllegalArgumentException
                | IllegalStateException damaged) {
            throw new IOException(damaged);
        }
        return headings.sections();
    }

    private static void read(XWPFDocument document, XWPFParagraph paragraph, Headings headings) {
        String id = paragraph.getStyleID();
        var style = id == null || document.getStyles() == null
                ? null
                : document.getStyles().getStyle(id);
        var heading = HEADING.matcher(style == null || style.getName() == null ? String.valueOf(id) : style.getName());
        if (heading.matches()) {
            headings.heading(Integer.parseInt(heading.group(1)), paragraph.getText());
        } else {
            headings.paragraph(paragraph.getText());
        }
    }
}
