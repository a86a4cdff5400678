package dev.bac.retrieval.qdrant;

import dev.bac.retrieval.Vectors;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.qdrant.client.grpc.Collections.CollectionExists;
import io.qdrant.client.grpc.Collections.CollectionExistsRequest;
import io.qdrant.client.grpc.Collections.CollectionExistsResponse;
import io.qdrant.client.grpc.Collections.CollectionOperationResponse;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.CollectionsGrpc;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Points.CreateFieldIndexCollection;
import io.qdrant.client.grpc.Points.DeletePoints;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointsOperationResponse;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.QueryResponse;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.qdrant.client.grpc.Points.UpdateResult;
import io.qdrant.client.grpc.Points.UpdateStatus;
import io.qdrant.client.grpc.Points.UpsertPoints;
import io.qdrant.client.grpc.PointsGrpc;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** Qdrant's published service, as much of it as the store uses, on a port of its own. */
public final class QdrantOnLoopback implements AutoCloseable {
    public static final String KEY = "s3cret";

    private final Map<String, Map<String, PointStruct>> collections = new ConcurrentHashMap<>();
    private final Map<String, Long> sizes = new ConcurrentHashMap<>();
    final AtomicReference<String> indexed = new AtomicReference<>("");
    private final Server server;

    public QdrantOnLoopback() throws IOException {
        server = NettyServerBuilder.forPort(0)
                .intercept(new Key())
                .addService(new Collections())
                .addService(new Points())
                .build()
                .start();
    }

    public int port() {
        return server.getPort();
    }

    int points() {
        return collections.values().stream().mapToInt(Map::size).sum();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private static <T> void answer(StreamObserver<T> to, T answer) {
        to.onNext(answer);
        to.onCompleted();
    }

    private static void missing(StreamObserver<?> to, String collection) {
        to.onError(Status.NOT_FOUND
                .withDescription("Collection `" + collection + "` doesn't exist!")
                .asRuntimeException());
    }

    private static final class Key implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            if (!KEY.equals(headers.get(Metadata.Key.of("api-key", Metadata.ASCII_STRING_MARSHALLER)))) {
                call.close(Status.UNAUTHENTICATED, new Metadata());
                return new ServerCall.Listener<>() {};
            }
            return next.startCall(call, headers);
        }
    }

    private final class Collections extends CollectionsGrpc.CollectionsImplBase {
        @Override
        public void collectionExists(CollectionExistsRequest asked, StreamObserver<CollectionExistsResponse> to) {
            boolean exists = collections.containsKey(asked.getCollectionName());
            answer(
                    to,
                    CollectionExistsResponse.newBuilder()
                            .setResult(CollectionExists.newBuilder().setExists(exists))
                            .build());
        }

        @Override
        public void create(CreateCollection asked, StreamObserver<CollectionOperationResponse> to) {
            var params = asked.getVectorsConfig().getParams();
            if (params.getDistance() != Distance.Cosine) {
                to.onError(Status.INVALID_ARGUMENT.asRuntimeException());
            } else if (collections.putIfAbsent(asked.getCollectionName(), new ConcurrentHashMap<>()) != null) {
                to.onError(Status.ALREADY_EXISTS.asRuntimeException());
            } else {
                sizes.put(asked.getCollectionName(), params.getSize());
                answer(
                        to,
                        CollectionOperationResponse.newBuilder().setResult(true).build());
            }
        }
    }

    private final class Points extends PointsGrpc.PointsImplBase {
        @Override
        public void createFieldIndex(CreateFieldIndexCollection asked, StreamObserver<PointsOperationResponse> to) {
            indexed.set(asked.getFieldName() + " "
                    + asked.getFieldIndexParams().getKeywordIndexParams().getIsTenant());
            done(to);
        }

        @Override
        public void upsert(UpsertPoints asked, StreamObserver<PointsOperationResponse> to) {
            var points = collections.get(asked.getCollectionName());
            if (points == null) {
                missing(to, asked.getCollectionName());
                return;
            }
            for (var point : asked.getPointsList()) {
                if (vector(point).length != sizes.getOrDefault(asked.getCollectionName(), 0L)) {
                    to.onError(Status.INVALID_ARGUMENT.asRuntimeException());
                    return;
                }
                points.put(point.getId().getUuid(), point);
            }
            done(to);
        }

        @Override
        public void delete(DeletePoints asked, StreamObserver<PointsOperationResponse> to) {
            var points = collections.get(asked.getCollectionName());
            if (points == null) {
                missing(to, asked.getCollectionName());
                return;
            }
            var which = asked.getPoints();
            which.getPoints().getIdsList().forEach(id -> points.remove(id.getUuid()));
            if (which.hasFilter()) {
                points.values().removeIf(point -> fits(point, which.getFilter()));
            }
            done(to);
        }

        @Override
        public void query(QueryPoints asked, StreamObserver<QueryResponse> to) {
            var points = collections.get(asked.getCollectionName());
            if (points == null) {
                missing(to, asked.getCollectionName());
                return;
            }
            var vector = floats(asked.getQuery().getNearest().getDense().getDataList());
            var found = points.values().stream()
                    .filter(point -> fits(point, asked.getFilter()))
                    .map(point -> ScoredPoint.newBuilder()
                            .setId(point.getId())
                            .putAllPayload(point.getPayloadMap())
                            .setScore((float) Vectors.cosine(vector, vector(point)))
                            .build())
                    .sorted(Comparator.comparingDouble(ScoredPoint::getScore).reversed())
                    .limit(asked.getLimit())
                    .toList();
            answer(to, QueryResponse.newBuilder().addAllResult(found).build());
        }

        private static void done(StreamObserver<PointsOperationResponse> to) {
            var result = UpdateResult.newBuilder().setStatus(UpdateStatus.Completed);
            answer(to, PointsOperationResponse.newBuilder().setResult(result).build());
        }

        private static boolean fits(PointStruct point, Filter filter) {
            return filter.getMustList().stream().allMatch(condition -> {
                var field = condition.getField();
                var value = point.getPayloadMap().get(field.getKey());
                return value != null
                        && value.getStringValue().equals(field.getMatch().getKeyword());
            });
        }
    }

    @SuppressWarnings("deprecation") // clients of before and after put the numbers into one field or the other
    private static float[] vector(PointStruct point) {
        var vector = point.getVectors().getVector();
        return floats(vector.hasDense() ? vector.getDense().getDataList() : vector.getDataList());
    }

    private static float[] floats(List<Float> list) {
        var floats = new float[list.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = list.get(i);
        }
        return floats;
    }
}
