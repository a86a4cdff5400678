package dev.bac.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class VectorStoreInMemoryTest {
    private final VectorStore store = new VectorStoreInMemory(2);

    @Test
    void findsTheNearestOfItsOwnCollectionOnly() {
        store.put("a", entry("east", 1, 0));
        store.put("a", entry("north", 0, 1));
        store.put("b", entry("other", 1, 0));
        assertThat(store.nearest("a", new float[] {0.9f, 0.1f}, 5))
                .extracting(hit -> hit.entry().id())
                .containsExactly("east", "north");
        store.remove("a", "east");
        assertThat(store.nearest("a", new float[] {1, 0}, 5)).hasSize(1);
    }

    @Test
    void refusesMoreThanItsLimit() {
        store.put("a", entry("1", 1, 0));
        store.put("a", entry("2", 1, 0));
        store.put("a", entry("2", 0, 1));
        assertThatThrownBy(() -> store.put("a", entry("3", 1, 0))).hasMessageContaining("full");
    }

    private static VectorStore.Entry entry(String id, float x, float y) {
        return new VectorStore.Entry(id, new float[] {x, y}, Map.of());
    }
}
