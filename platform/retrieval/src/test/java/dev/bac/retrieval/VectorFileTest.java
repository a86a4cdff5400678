package dev.bac.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process has computed, the next one has: no more than once, nothing damaged, nothing of another embedder. */
class VectorFileTest {
    private static final List<String> TEXTS = List.of("Which invoices are overdue?", "Stock – 在庫", "");

    @TempDir
    Path folder;

    private Path path;

    @BeforeEach
    void name() {
        path = folder.resolve("cache").resolve("vectors");
    }

    /** Counts what it is asked for, the probe aside. */
    private static final class Counting implements Embedder {
        private final List<String> computed = new ArrayList<>();
        private final float kind;

        Counting(float kind) {
            this.kind = kind;
        }

        @Override
        public boolean ready() {
            return true;
        }

        @Override
        public Optional<List<float[]>> embed(List<String> texts) {
            texts.stream().filter(text -> !text.equals(VectorFile.PROBE)).forEach(computed::add);
            return Optional.of(texts.stream()
                    .map(text -> new float[] {text.length() + 1, kind, text.hashCode() % 7})
                    .toList());
        }
    }

    private List<String> computedBy(float kind, List<String> texts) {
        var embedder = new Counting(kind);
        var cached = new CachedEmbedder(embedder, 100);
        assertThat(cached.embed(texts, new VectorFile(path))).isTrue();
        var vectors = cached.embed(texts).orElseThrow();
        for (int i = 0; i < texts.size(); i++) {
            assertThat(vectors.get(i))
                    .containsExactly(new Counting(kind).embed(texts.get(i)).orElseThrow());
        }
        return embedder.computed;
    }

    @Test
    void sparesTheNextProcessWhatWasComputed() {
        assertThat(computedBy(1, TEXTS)).isEqualTo(TEXTS);
        assertThat(computedBy(1, TEXTS)).isEmpty();
    }

    @Test
    void computesNewTextsOnlyAndForgetsThoseThatAreGone() throws IOException {
        computedBy(1, TEXTS);
        assertThat(computedBy(1, List.of(TEXTS.get(0), "New"))).containsExactly("New");
        assertThat(computedBy(1, TEXTS)).containsExactly(TEXTS.get(1), TEXTS.get(2));
        try (var left = Files.list(path.getParent())) {
            assertThat(left).containsExactly(path);
        }
    }

    /** The first of a build makes the file for all; what one of them needs beyond it is its own. */
    @Test
    void takesWhatAnyProcessOfTheBuildHasComputed() {
        var shared = folder.resolve("build").resolve("vectors");
        assertThat(computedBeside(shared, "one", TEXTS)).isEqualTo(TEXTS);
        assertThat(computedBeside(shared, "two", TEXTS)).isEmpty();
        assertThat(computedBeside(shared, "two", List.of(TEXTS.get(0), "Of two")))
                .containsExactly("Of two");
        assertThat(computedBeside(shared, "two", List.of(TEXTS.get(0), "Of two")))
                .isEmpty();
        assertThat(computedBeside(shared, "three", TEXTS)).isEmpty();
        assertThat(folder.resolve("one")).doesNotExist();
        assertThat(folder.resolve("three")).doesNotExist();
    }

    private List<String> computedBeside(Path shared, String own, List<String> texts) {
        var embedder = new Counting(1);
        assertThat(new CachedEmbedder(embedder, 100)
                        .embed(texts, new VectorFile(folder.resolve(own), Optional.of(shared))))
                .isTrue();
        return embedder.computed;
    }

    @Test
    void takesNothingFromAnotherEmbedder() {
        computedBy(1, TEXTS);
        assertThat(computedBy(40, TEXTS)).isEqualTo(TEXTS);
    }

    @Test
    void takesNothingFromADamagedFile() throws IOException {
        computedBy(1, TEXTS);
        byte[] whole = Files.readAllBytes(path);
        for (int at = 0; at < whole.length; at++) {
            var damaged = whole.clone();
            damaged[at] ^= 0x10;
            Files.write(path, damaged);
            assertThat(computedBy(1, TEXTS)).as("byte %d", at).isEqualTo(TEXTS);
        }
        for (int length = 0; length < whole.length; length++) {
            Files.write(path, java.util.Arrays.copyOf(whole, length));
            assertThat(computedBy(1, TEXTS)).as("cut at %d", length).isEqualTo(TEXTS);
        }
    }

    @Test
    void worksOnWhereNothingCanBeWritten() throws IOException {
        Files.writeString(folder.resolve("cache"), "a file where the folder should be");
        assertThat(computedBy(1, TEXTS)).isEqualTo(TEXTS);
    }

    @Test
    void keepsNothingWhileTheEmbedderIsNotReady() {
        assertThat(new CachedEmbedder(Embedder.none(), 100).embed(TEXTS, new VectorFile(path)))
                .isFalse();
        assertThat(path).doesNotExist();
    }
}
