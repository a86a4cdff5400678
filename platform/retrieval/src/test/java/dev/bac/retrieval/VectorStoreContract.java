package dev.bac.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every store of vectors does, wherever it keeps them. */
public abstract class VectorStoreContract {
    private static final int SIZE = 8;
    private final String ours = "ours-" + UUID.randomUUID();
    private final Random random = new Random(7);

    protected abstract VectorStore store();

    private static VectorStore.Entry entry(String id, float... vector) {
        return new VectorStore.Entry(id, vector, Map.of("said", id));
    }

    private static float[] towards(int axis, float aside) {
        var vector = new float[SIZE];
        vector[axis] = 1;
        vector[(axis + 1) % SIZE] = aside;
        return vector;
    }

    private static List<String> ids(List<VectorStore.Hit> hits) {
        return hits.stream().map(hit -> hit.entry().id()).toList();
    }

    @Test
    void findsTheNearestBestFirstWithTheirFacts() {
        store().put(ours, entry("far", towards(4, 0)));
        store().put(ours, entry("near", towards(0, 0.1f)));
        store().put(ours, entry("nearer", towards(0, 0.01f)));

        var hits = store().nearest(ours, towards(0, 0), 2);

        assertThat(ids(hits)).containsExactly("nearer", "near");
        assertThat(hits.getFirst().entry().facts()).containsExactly(Map.entry("said", "nearer"));
        assertThat(hits.getFirst().nearness()).isBetween(0.999, 1.0001);
        assertThat(hits.getLast().nearness()).isBetween(0.98, 0.999);
    }

    @Test
    void measuresTheAngleAndNotTheLength() {
        var longer = towards(0, 0.1f);
        for (int i = 0; i < SIZE; i++) {
            longer[i] *= 40;
        }
        store().put(ours, entry("longer", longer));
        assertThat(store().nearest(ours, towards(0, 0.1f), 1).getFirst().nearness())
                .isBetween(0.9999, 1.0001);
    }

    @Test
    void replacesForgetsAndDrops() {
        store().put(ours, entry("a", towards(0, 0)));
        store().put(ours, entry("a", towards(3, 0)));
        store().put(ours, entry("b", towards(5, 0)));
        assertThat(ids(store().nearest(ours, towards(3, 0), 9))).containsExactlyInAnyOrder("a", "b");
        assertThat(ids(store().nearest(ours, towards(3, 0), 1))).containsExactly("a");

        store().remove(ours, "a");
        store().remove(ours, "nobody");
        assertThat(ids(store().nearest(ours, towards(3, 0), 9))).containsExactly("b");

        store().drop(ours);
        assertThat(store().nearest(ours, towards(3, 0), 9)).isEmpty();
    }

    @Test
    void keepsCollectionsApart() {
        store().put(ours, entry("mine", towards(0, 0)));
        store().put(ours + "-other", entry("theirs", towards(0, 0)));

        assertThat(ids(store().nearest(ours, towards(0, 0), 9))).containsExactly("mine");
        store().drop(ours);
        assertThat(ids(store().nearest(ours + "-other", towards(0, 0), 9))).containsExactly("theirs");
        assertThat(store().nearest(ours + "-nobody", towards(0, 0), 9)).isEmpty();
    }

    @Test
    void findsAmongManyWhatComparingAllWouldFind() {
        var all = new ArrayList<VectorStore.Entry>();
        for (int i = 0; i < 300; i++) {
            all.add(entry("e" + i, anywhere()));
            store().put(ours, all.getLast());
        }
        for (int i = 0; i < 20; i++) {
            var asked = anywhere();
            all.sort((a, b) -> Double.compare(Vectors.cosine(asked, b.vector()), Vectors.cosine(asked, a.vector())));
            assertThat(ids(store().nearest(ours, asked, 5)))
                    .isEqualTo(all.subList(0, 5).stream()
                            .map(VectorStore.Entry::id)
                            .toList());
        }
    }

    private float[] anywhere() {
        var vector = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return vector;
    }
}
