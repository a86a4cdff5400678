package dev.bac.finance.xml;

import java.io.StringReader;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An element of an XML file by its local name, with the line it begins on. A document type is refused outright, so that
 * there are no entities to expand or to fetch; depth and number of elements have limits.
 *
 * @param text its own text, without outer blanks
 * @param line from 1
 */
public record XmlNode(String name, Map<String, String> attributes, String text, List<XmlNode> children, int line) {
    private static final int MOST_ELEMENTS = 500_000;
    private static final int DEEPEST = 60;

    public XmlNode {
        attributes = Map.copyOf(attributes);
        children = List.copyOf(children);
    }

    /** What is wrong with a file, and on which line. */
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        public Malformed(int line, String field, String why) {
            super("line %d, %s: %s".formatted(line, field, why));
        }
    }

    private static final class Open {
        private final String name;
        private final Map<String, String> attributes = new HashMap<>();
        private final StringBuilder text = new StringBuilder();
        private final List<XmlNode> children = new ArrayList<>();
        private final int line;

        Open(XMLStreamReader reader) {
            name = reader.getLocalName();
            line = reader.getLocation().getLineNumber();
            for (int i = 0; i < reader.getAttributeCount(); i++) {
                attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
            }
        }

        XmlNode close() {
            return new XmlNode(name, attributes, text.toString().strip(), children, line);
        }
    }

    /** The root element of a file. */
    public static XmlNode read(String xml) throws Malformed {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setXMLResolver((_, _, _, _) -> {
            throw new XMLStreamException("entities are not read");
        });
        var open = new ArrayDeque<Open>();
        String within = "file";
        int line = 1;
        try {
            var reader = factory.createXMLStreamReader(new StringReader(xml));
            int elements = 0;
            while (reader.hasNext()) {
                int event = reader.next();
                line = reader.getLocation().getLineNumber();
                if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
                    throw new Malformed(line, within, "document types and entities are not allowed");
                }
                if (event == XMLStreamConstants.START_ELEMENT) {
                    if (++elements > MOST_ELEMENTS || open.size() >= DEEPEST) {
                        throw new Malformed(line, within, "the file is too large or too deep");
                    }
                    open.push(new Open(reader));
                    within = open.element().name;
                } else if (event == XMLStreamConstants.CHARACTERS && !open.isEmpty()) {
                    open.element().text.append(reader.getText());
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    var done = open.pop().close();
                    if (open.isEmpty()) {
                        return rest(reader, done);
                    }
                    open.element().children.add(done);
                    within = open.element().name;
                }
            }
        } catch (XMLStreamException e) {
            throw new Malformed(
                    e.getLocation() == null ? line : e.getLocation().getLineNumber(), path(open), "is no complete XML");
        }
        throw new Malformed(line, path(open), "is no complete XML");
    }

    private static XmlNode rest(XMLStreamReader reader, XmlNode root) throws XMLStreamException {
        while (reader.hasNext()) {
            reader.next();
        }
        return root;
    }

    private static String path(Deque<Open> open) {
        return open.isEmpty() ? "file" : open.element().name;
    }

    /** Children of a name. */
    public Stream<XmlNode> all(String child) {
        return children.stream().filter(one -> one.name().equals(child));
    }

    /** The first element along a path such as {@code Acct/Id/IBAN}. */
    public Optional<XmlNode> at(String path) {
        var here = Optional.of(this);
        for (var step : path.split("/")) {
            here = here.flatMap(one -> one.all(step).findFirst());
        }
        return here;
    }

    /** The text along a path, empty when there is none. */
    public String textAt(String path) {
        return at(path).map(XmlNode::text).orElse("");
    }

    /** The decimal number along a path, at most 15 digits before the point; {@link Malformed} when there is none. */
    public BigDecimal decimal(String path) throws Malformed {
        var found = at(path).orElseThrow(() -> new Malformed(line, path, "is missing"));
        if (!found.text().matches("-?\\d{1,15}(\\.\\d{1,10})?")) {
            throw new Malformed(found.line(), path, "\"%s\" is no amount".formatted(found.text()));
        }
        return new BigDecimal(found.text());
    }

    /** A text without the control characters that XML 1.0 does not know, not even as references. */
    public static String allowed(String text) {
        return text.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]", "");
    }

    /** Every element along a path, at each step all of the name. */
    public Stream<XmlNode> each(String path) {
        var here = Stream.of(this);
        for (var step : path.split("/")) {
            here = here.flatMap(one -> one.all(step));
        }
        return here;
    }
}
