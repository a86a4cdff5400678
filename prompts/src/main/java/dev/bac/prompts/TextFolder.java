package dev.bac.prompts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** All text files below a folder, on disk or in a jar. */
public final class TextFolder {
    private static final int MAX_DEPTH = 5;
    private static final int MAX_FILES = 10_000;
    private static final long MAX_BYTES = 1024 * 1024;

    private TextFolder() {}

    /** The files that end in {@code suffix}: path below the folder, with slashes, and text; sorted by path. */
    public static SortedMap<String, String> read(URL folder, String suffix) {
        try {
            var uri = folder.toURI();
            if (!uri.getScheme().equals("jar")) {
                return read(Path.of(uri), suffix);
            }
            var parts = uri.toString().split("!", 2);
            try (var jar =
                    FileSystems.newFileSystem(Path.of(URI.create(parts[0].substring("jar:".length()))), Map.of())) {
                return read(jar.getPath(parts[1]), suffix);
            }
        } catch (URISyntaxException | IOException unreadable) {
            throw new IllegalStateException("cannot read " + folder, unreadable);
        }
    }

    /** As above, from a path. A file over 1 MiB or not UTF-8 is an error. */
    public static SortedMap<String, String> read(Path folder, String suffix) {
        var texts = new TreeMap<String, String>();
        try (var files = Files.walk(folder, MAX_DEPTH)) {
            for (var file : (Iterable<Path>) files.filter(Files::isRegularFile).limit(MAX_FILES)::iterator) {
                var name = folder.relativize(file).toString().replace('\\', '/');
                if (name.endsWith(suffix)) {
                    if (Files.size(file) > MAX_BYTES) {
                        throw new PromptException(name + " is larger than 1 MiB");
                    }
                    texts.put(name, Files.readString(file));
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return texts;
    }
}
