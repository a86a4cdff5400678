package dev.bac.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The source files themselves. */
class SourceTest {
    private static final Path ROOT = Path.of(System.getProperty("bac.root", ".."));
    private static final int LONGEST = 400;
    private static final Map<Path, List<String>> FILES = read();

    private static Map<Path, List<String>> read() {
        var files = new TreeMap<Path, List<String>>();
        try (var walk = Files.walk(ROOT)) {
            for (Path file : walk.filter(SourceTest::ours).toList()) {
                files.put(ROOT.relativize(file), Files.readAllLines(file));
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return files;
    }

    private static boolean ours(Path file) {
        String path = ROOT.relativize(file).toString();
        return path.matches(".*src/.*\\.(java|js|css|sql|html)")
                && !path.contains("target/")
                && !path.contains("node_modules/");
    }

    @Test
    void areFound() {
        assertThat(FILES).hasSizeGreaterThan(300);
    }

    @Test
    void areShort() {
        assertThat(FILES.entrySet().stream()
                        .filter(file -> file.getKey().toString().endsWith(".java"))
                        .filter(file -> file.getValue().size() > LONGEST)
                        .map(Map.Entry::getKey))
                .isEmpty();
    }

    @Test
    void leaveNothingForLater() {
        // Spelled so that this file does not find itself.
        assertThat(found("\\b(TO" + "DO|FIX" + "ME|HA" + "CK)\\b|Unsupported" + "OperationException"))
                .isEmpty();
    }

    @Test
    void nameNoPlaceOfOneMachine() {
        assertThat(found("\"/(wo" + "rk|ho" + "me|ro" + "ot)/|/us" + "r/bin/pg"))
                .isEmpty();
    }

    private static List<String> found(String pattern) {
        var wanted = Pattern.compile(pattern);
        return FILES.entrySet().stream()
                .flatMap(file -> file.getValue().stream()
                        .filter(line -> wanted.matcher(line).find())
                        .map(line -> file.getKey() + ": " + line.strip()))
                .collect(Collectors.toList());
    }
}
