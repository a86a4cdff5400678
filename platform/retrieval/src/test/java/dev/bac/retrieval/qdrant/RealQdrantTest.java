package dev.bac.retrieval.qdrant;

import dev.bac.retrieval.VectorStore;
import dev.bac.retrieval.VectorStoreContract;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The same against a real server: {@code QDRANT_URL=http://127.0.0.1:6334}, its gRPC port, {@code QDRANT_API_KEY}. */
@EnabledIfEnvironmentVariable(named = "QDRANT_URL", matches = ".+")
class RealQdrantTest extends VectorStoreContract {
    private final QdrantVectorStore store = open();

    private static QdrantVectorStore open() {
        var url = URI.create(System.getenv("QDRANT_URL"));
        return QdrantVectorStore.at(
                url.getHost(),
                url.getPort(),
                "https".equals(url.getScheme()),
                Optional.ofNullable(System.getenv("QDRANT_API_KEY")),
                "bac-test-" + UUID.randomUUID());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    protected VectorStore store() {
        return store;
    }
}
