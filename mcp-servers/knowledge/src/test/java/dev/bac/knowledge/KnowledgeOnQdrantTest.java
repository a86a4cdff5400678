package dev.bac.knowledge;

import dev.bac.retrieval.VectorStore;
import dev.bac.retrieval.qdrant.QdrantOnLoopback;
import dev.bac.retrieval.qdrant.QdrantVectorStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** All that holds for documents whose meanings are searched in this process holds with Qdrant, too. */
class KnowledgeOnQdrantTest extends KnowledgeToolsTest {
    private static final List<AutoCloseable> OPEN = new ArrayList<>();

    @Override
    VectorStore vectors() {
        try {
            var server = new QdrantOnLoopback();
            var store = QdrantVectorStore.at(
                    "127.0.0.1", server.port(), false, Optional.of(QdrantOnLoopback.KEY), "bac-passages");
            OPEN.add(store);
            OPEN.add(server);
            return store;
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        }
    }

    @AfterEach
    void stop() throws Exception {
        for (var one : OPEN) {
            one.close();
        }
        OPEN.clear();
    }
}
