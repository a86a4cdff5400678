package dev.bac.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CachedEmbedderTest {
    private static final int ASKING = 8;
    private static final List<String> TEXTS =
            IntStream.range(0, 20).mapToObj(i -> "text " + i).toList();

    private final AtomicInteger computed = new AtomicInteger();

    private Embedder slow(boolean fails) {
        return new Embedder() {
            @Override
            public boolean ready() {
                return true;
            }

            @Override
            public Optional<List<float[]>> embed(List<String> texts) {
                computed.addAndGet(texts.size());
                try {
                    Thread.sleep(2);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                if (fails) {
                    throw new IllegalStateException("no memory");
                }
                return Optional.of(
                        texts.stream().map(text -> new float[] {text.length()}).toList());
            }
        };
    }

    /** A question in the first seconds reads the same texts as the reading that goes on then. */
    @Test
    void computesATextOnceHoweverManyAskForIt() throws Exception {
        var cached = new CachedEmbedder(slow(false), 100);
        var together = new CountDownLatch(ASKING);
        try (var threads = Executors.newFixedThreadPool(ASKING)) {
            var asked = IntStream.range(0, ASKING)
                    .mapToObj(_ -> threads.submit(() -> {
                        together.countDown();
                        together.await();
                        return cached.embed(TEXTS).orElseThrow().size();
                    }))
                    .toList();
            for (Future<Integer> one : asked) {
                assertThat(one.get()).isEqualTo(TEXTS.size());
            }
        }
        assertThat(computed).hasValue(TEXTS.size());
        assertThat(cached.missing(TEXTS)).isZero();
    }

    @Test
    void asksAgainAfterAFailure() {
        var cached = new CachedEmbedder(slow(true), 100);
        for (int i = 0; i < 2; i++) {
            assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> cached.embed(TEXTS)))
                    .hasMessage("no memory");
        }
        assertThat(computed).hasValue(2);
    }
}
