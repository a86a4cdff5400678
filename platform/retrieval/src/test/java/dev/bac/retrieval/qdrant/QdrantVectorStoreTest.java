package dev.bac.retrieval.qdrant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bac.retrieval.VectorStore;
import dev.bac.retrieval.VectorStoreContract;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class QdrantVectorStoreTest extends VectorStoreContract {
    private QdrantOnLoopback server;
    private QdrantVectorStore store;

    @BeforeEach
    void start() throws IOException {
        server = new QdrantOnLoopback();
        store = at(server, QdrantOnLoopback.KEY);
    }

    private static QdrantVectorStore at(QdrantOnLoopback server, String key) {
        return QdrantVectorStore.at("127.0.0.1", server.port(), false, Optional.of(key), "bac");
    }

    @AfterEach
    void stop() {
        store.close();
        server.close();
    }

    @Override
    protected VectorStore store() {
        return store;
    }

    private static VectorStore.Entry entry() {
        return new VectorStore.Entry("a", new float[] {1, 0}, Map.of());
    }

    @Test
    void keepsAllCollectionsInOneAndIndexesThemByTenant() {
        store.put("ours", entry());
        store.put("theirs", entry());
        assertThat(server.points()).isEqualTo(2);
        assertThat(server.indexed).hasValue("bac_collection true");
    }

    @Test
    void aSecondNodeFindsWhatTheFirstPut() {
        store.put("ours", entry());
        try (var second = at(server, QdrantOnLoopback.KEY)) {
            assertThat(second.nearest("ours", new float[] {1, 0}, 1)).hasSize(1);
        }
    }

    @Test
    void failsWhenTheServerDoesNotKnowTheKeyOrIsGone() {
        try (var stranger = at(server, "wrong")) {
            assertThatThrownBy(() -> stranger.put("ours", entry())).isInstanceOf(RuntimeException.class);
        }
        server.close();
        assertThatThrownBy(() -> store.nearest("ours", new float[] {1, 0}, 1)).isInstanceOf(RuntimeException.class);
    }
}
