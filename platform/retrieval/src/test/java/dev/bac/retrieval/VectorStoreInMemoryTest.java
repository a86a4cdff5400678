package dev.bac.retrieval;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class VectorStoreInMemoryTest extends VectorStoreContract {
    private final VectorStore roomy = new VectorStoreInMemory(1_000);
    private final VectorStore store = new VectorStoreInMemory(2);

    @Override
    protected VectorStore store() {
        return roomy;
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
