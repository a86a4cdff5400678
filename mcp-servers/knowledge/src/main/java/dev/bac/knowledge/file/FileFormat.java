package dev.bac.knowledge.file;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The kinds of file whose text can be read. */
public enum FileFormat {
    TEXT,
    MARKDOWN,
    HTML,
    CSV,
    PDF,
    DOCX;

    private static final Map<String, FileFormat> BY_ENDING = Map.of(
            "txt",
            TEXT,
            "md",
            MARKDOWN,
            "markdown",
            MARKDOWN,
            "html",
            HTML,
            "htm",
            HTML,
            "csv",
            CSV,
            "pdf",
            PDF,
            "docx",
            DOCX);

    /** What a file's name says of it. */
    public static Optional<FileFormat> ofName(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0
                ? Optional.empty()
                : Optional.ofNullable(BY_ENDING.get(name.substring(dot + 1).toLowerCase(Locale.ROOT)));
    }

    /** Whether its bytes are not text. */
    public boolean binary() {
        return this == PDF || this == DOCX;
    }
}
