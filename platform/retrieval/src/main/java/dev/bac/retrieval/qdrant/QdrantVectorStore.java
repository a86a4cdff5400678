package dev.bac.retrieval.qdrant;

import static io.qdrant.client.ConditionFactory.matchKeyword;
import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.ValueFactory.value;
import static io.qdrant.client.VectorsFactory.vectors;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.util.concurrent.ListenableFuture;
import dev.bac.retrieval.VectorStore;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.qdrant.client.QdrantClient;
import io.qdrant.client.QdrantGrpcClient;
import io.qdrant.client.QueryFactory;
import io.qdrant.client.WithPayloadSelectorFactory;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.KeywordIndexParams;
import io.qdrant.client.grpc.Collections.PayloadIndexParams;
import io.qdrant.client.grpc.Collections.PayloadSchemaType;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.qdrant.client.grpc.Points.UpsertPoints;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Vectors in Qdrant, shared by all nodes. Our collections are values of a field of one collection there: Qdrant wants few
 * collections, and an index by tenant. Writes are waited for, so that the next search sees them.
 *
 * @see <a href="https://qdrant.tech/documentation/guides/multiple-partitions/">Multitenancy</a>
 */
public final class QdrantVectorStore implements VectorStore, AutoCloseable {
    private static final String COLLECTION = "bac_collection";
    private static final String ID = "bac_id";
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final QdrantClient client;
    private final String name;
    private final AtomicBoolean ready = new AtomicBoolean();

    /** @param name of the collection at the server that holds all of ours */
    public QdrantVectorStore(QdrantClient client, String name) {
        this.client = client;
        this.name = name;
    }

    /**
     * At a server's gRPC port.
     *
     * @param key sent with each call, when the server wants one
     */
    public static QdrantVectorStore at(String host, int port, boolean tls, Optional<String> key, String name) {
        var channel = QdrantGrpcClient.newBuilder(host, port, tls);
        key.ifPresent(channel::withApiKey);
        return new QdrantVectorStore(new QdrantClient(channel.build()), name);
    }

    @Override
    public void put(String collection, Entry entry) {
        prepare(entry.vector().length);
        var payload = new HashMap<String, Value>();
        entry.facts().forEach((fact, text) -> payload.put(fact, value(text)));
        payload.put(COLLECTION, value(collection));
        payload.put(ID, value(entry.id()));
        var point = PointStruct.newBuilder()
                .setId(point(collection, entry.id()))
                .setVectors(vectors(entry.vector()))
                .putAllPayload(payload)
                .build();
        done(client.upsertAsync(
                UpsertPoints.newBuilder()
                        .setCollectionName(name)
                        .setWait(true)
                        .addPoints(point)
                        .build(),
                PATIENCE));
    }

    @Override
    public void remove(String collection, String id) {
        unlessMissing(() -> done(client.deleteAsync(name, List.of(point(collection, id)), PATIENCE)));
    }

    @Override
    public void drop(String collection) {
        unlessMissing(() -> done(client.deleteAsync(name, in(collection), PATIENCE)));
    }

    @Override
    public List<Hit> nearest(String collection, float[] vector, int most) {
        if (most < 1) {
            return List.of();
        }
        var query = QueryPoints.newBuilder()
                .setCollectionName(name)
                .setQuery(QueryFactory.nearest(vector))
                .setFilter(in(collection))
                .setLimit(most)
                .setWithPayload(WithPayloadSelectorFactory.enable(true))
                .build();
        return unlessMissing(() -> done(client.queryAsync(query, PATIENCE)))
                .map(points -> points.stream().map(QdrantVectorStore::hit).toList())
                .orElse(List.of());
    }

    @Override
    public void close() {
        client.close();
    }

    private static Filter in(String collection) {
        return Filter.newBuilder().addMust(matchKeyword(COLLECTION, collection)).build();
    }

    /** Qdrant takes numbers and UUIDs as ids; ours are names. */
    private static PointId point(String collection, String id) {
        return id(UUID.nameUUIDFromBytes((collection + "\0" + id).getBytes(UTF_8)));
    }

    /** The vector stays at the server. */
    private static Hit hit(ScoredPoint point) {
        var facts = new HashMap<String, String>();
        point.getPayloadMap().forEach((fact, text) -> facts.put(fact, text.getStringValue()));
        facts.remove(COLLECTION);
        String id = Optional.ofNullable(facts.remove(ID)).orElse("");
        return new Hit(new Entry(id, new float[0], Map.copyOf(facts)), point.getScore());
    }

    /** Makes the collection at the first write; another node may make it at the same time. */
    private void prepare(int size) {
        if (ready.get()) {
            return;
        }
        if (!done(client.collectionExistsAsync(name, PATIENCE))) {
            try {
                done(client.createCollectionAsync(
                        name,
                        VectorParams.newBuilder()
                                .setSize(size)
                                .setDistance(Distance.Cosine)
                                .build(),
                        PATIENCE));
            } catch (StatusRuntimeException failed) {
                if (failed.getStatus().getCode() != Status.Code.ALREADY_EXISTS
                        && !done(client.collectionExistsAsync(name, PATIENCE))) {
                    throw failed;
                }
            }
        }
        var byTenant = PayloadIndexParams.newBuilder()
                .setKeywordIndexParams(
                        KeywordIndexParams.newBuilder().setIsTenant(true).build())
                .build();
        done(client.createPayloadIndexAsync(
                name, COLLECTION, PayloadSchemaType.Keyword, byTenant, true, null, PATIENCE));
        ready.set(true);
    }

    /** Nothing when nobody has written yet, so that the collection is not there. */
    private static <T> Optional<T> unlessMissing(Supplier<T> work) {
        try {
            return Optional.of(work.get());
        } catch (StatusRuntimeException failed) {
            if (failed.getStatus().getCode() == Status.Code.NOT_FOUND) {
                return Optional.empty();
            }
            throw failed;
        }
    }

    private static <T> T done(ListenableFuture<T> future) {
        try {
            return future.get(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException left) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Qdrant was asked", left);
        } catch (TimeoutException late) {
            future.cancel(true);
            throw new IllegalStateException("Qdrant did not answer", late);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof StatusRuntimeException status) {
                throw status;
            }
            throw new IllegalStateException("Qdrant could not be asked", failed);
        }
    }
}
