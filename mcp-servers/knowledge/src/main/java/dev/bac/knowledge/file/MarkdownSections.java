package dev.bac.knowledge.file;

import java.util.List;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.text.TextContentRenderer;

/** Markdown by its headings (CommonMark). */
final class MarkdownSections {
    private MarkdownSections() {}

    static List<Section> of(String markdown) {
        var headings = new Headings();
        var plain = TextContentRenderer.builder().build();
        Node document = Parser.builder().maxOpenBlockParsers(100).build().parse(markdown);
        for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Heading heading) {
                headings.heading(heading.getLevel(), plain.render(heading));
            } else {
                headings.paragraph(plain.render(node));
            }
        }
        return headings.sections();
    }
}
