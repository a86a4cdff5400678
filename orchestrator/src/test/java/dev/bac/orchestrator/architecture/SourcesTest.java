package dev.bac.orchestrator.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The form of the sources: small files, and packages that say what they are and that nothing in them is null. */
class SourcesTest {
    private static final int LONGEST = 400;
    private static final int LONG = 200;
    private static final int LONG_PERCENT = 10;

    private static final List<Path> FILES = files();

    @Test
    void noFileIsLongerThanFourHundredLines() {
        var tooLong = new TreeMap<Path, Long>();
        FILES.forEach(file -> tooLong.put(file, lines(file)));
        tooLong.values().removeIf(lines -> lines <= LONGEST);
        assertThat(tooLong).isEmpty();
    }

    @Test
    void nineInTenFilesAreShorterThanTwoHundredLines() {
        long many = FILES.stream().filter(file -> lines(file) > LONG).count();
        assertThat(many * 100).isLessThanOrEqualTo((long) LONG_PERCENT * FILES.size());
    }

    @Test
    void everyPackageSaysWhatItIsAndThatNothingInItIsNull() {
        var bare = FILES.stream()
                .filter(file -> file.toString().contains("/src/main/java/"))
                .map(Path::getParent)
                .distinct()
                .filter(folder -> !told(folder.resolve("package-info.java")))
                .toList();
        assertThat(bare).isEmpty();
    }

    @Test
    void nothingIsLeftForLater() {
        var unfinished = FILES.stream()
                .filter(file -> file.toString().contains("/src/main/java/"))
                .filter(file -> Stream.of("TO" + "DO", "FIX" + "ME", "Unsupported" + "OperationException", "TB" + "D")
                        .anyMatch(text(file)::contains))
                .toList();
        assertThat(unfinished).isEmpty();
    }

    @Test
    void findsTheSourcesItJudges() {
        assertThat(FILES.size()).isGreaterThan(300);
    }

    private static boolean told(Path info) {
        return Files.exists(info)
                && text(info).contains("@NullMarked")
                && text(info).startsWith("/**");
    }

    private static List<Path> files() {
        Path root = Path.of(System.getProperty("bac.root", ".."));
        try (var all = Files.walk(root)) {
            return all.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains("/src/"))
                    .filter(file -> !root.relativize(file).toString().contains("target/"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long lines(Path file) {
        return text(file).lines().count();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
