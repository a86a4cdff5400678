package dev.bac.knowledge.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Turns a file into passages. Nothing in a file is ever run, fetched or followed. */
public final class Files {
    /** The most characters of text in one document. */
    static final int MOST_CHARS = 2_000_000;

    private Files() {}

    /**
     * The passages of a file, at least one.
     *
     * @throws UnreadableFile when it is damaged, locked, too long, or holds no text
     */
    public static List<Passage> read(FileFormat format, byte[] content) throws UnreadableFile {
        List<Section> sections;
        try {
            sections = switch (format) {
                case TEXT -> List.of(new Section("", text(content)));
                case MARKDOWN -> MarkdownSections.of(text(content));
                case HTML -> HtmlSections.of(text(content));
                case CSV -> CsvSections.of(text(content));
                case PDF -> PdfSections.of(content);
                case DOCX -> WordSections.of(content);
            };
        } catch (IOException | UncheckedIOException damaged) {
            throw new UnreadableFile("the file cannot be read as " + format + "; it may be damaged");
        }
        if (sections.stream().mapToLong(section -> section.text().length()).sum() > MOST_CHARS) {
            throw new UnreadableFile("the file holds more than " + MOST_CHARS + " characters of text; split it");
        }
        var passages = Passages.of(sections);
        if (passages.isEmpty()) {
            throw new UnreadableFile("the file holds no text; a scan has to go through text recognition first");
        }
        return passages;
    }

    private static String text(byte[] content) throws UnreadableFile {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new UnreadableFile("the text is not UTF-8; save it as UTF-8 and add it again");
        }
    }
}
