package dev.bac.knowledge.file;

import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** A web page by its headings, without what is not for reading. */
final class HtmlSections {
    private static final String NOT_READ =
            "script, style, noscript, template, nav, iframe, object, svg, [hidden], [aria-hidden=true]";

    private HtmlSections() {}

    static List<Section> of(String html) {
        var document = Jsoup.parse(html);
        document.select(NOT_READ).remove();
        var walk = new Walk();
        document.body().traverse(walk);
        walk.endParagraph();
        return walk.headings.sections();
    }

    /** Text runs together until an element begins or ends that stands on lines of its own. */
    private static final class Walk implements NodeVisitor {
        private final Headings headings = new Headings();
        private final StringBuilder paragraph = new StringBuilder();

        @Override
        public void head(Node node, int depth) {
            if (node instanceof TextNode words) {
                paragraph.append(words.text());
            } else if (node instanceof Element element && (breaks(element) || element.nameIs("br"))) {
                endParagraph();
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (!(node instanceof Element element)) {
                return;
            }
            if (element.normalName().matches("h[1-6]")) {
                headings.heading(element.normalName().charAt(1) - '0', paragraph.toString());
                paragraph.setLength(0);
            } else if (cell(element)) {
                paragraph.append(element.nextElementSibling() == null ? "" : " | ");
            } else if (breaks(element)) {
                endParagraph();
            }
        }

        private static boolean breaks(Element element) {
            return element.isBlock() && !cell(element);
        }

        private static boolean cell(Element element) {
            return element.nameIs("td") || element.nameIs("th");
        }

        private void endParagraph() {
            if (!paragraph.toString().isBlank()) {
                headings.paragraph(paragraph.toString());
            }
            paragraph.setLength(0);
        }
    }
}
