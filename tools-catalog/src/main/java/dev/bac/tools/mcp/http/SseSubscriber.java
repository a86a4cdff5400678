package dev.bac.tools.mcp.http;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream of events. The body counts as complete at the last event that matters; the connection is then left a
 * moment to end by itself, so that it can be used again, and closed if it does not.
 */
final class SseSubscriber implements BodySubscriber<String> {
    private static final long LINGER_MILLIS = 500;

    private final SseParser parser = new SseParser();
    private final CompletableFuture<String> complete = new CompletableFuture<>();
    private final Receiver receiver;
    private long left;
    private Flow.@Nullable Subscription subscription;

    SseSubscriber(Receiver receiver, long maxBytes) {
        this.receiver = receiver;
        this.left = maxBytes;
    }

    @Override
    public CompletionStage<String> getBody() {
        return complete;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (var buffer : buffers) {
            left -= buffer.remaining();
            if (left < 0) {
                stop(new IOException("the stream is longer than allowed"));
                return;
            }
            if (complete.isDone()) {
                continue;
            }
            try {
                for (var event : parser.feed(buffer)) {
                    if (!complete.isDone() && receiver.heard(event)) {
                        complete.complete("");
                        linger();
                    }
                }
            } catch (RuntimeException unreadable) {
                stop(new IOException("the stream cannot be read", unreadable));
                return;
            }
        }
    }

    @Override
    public void onError(Throwable thrown) {
        complete.completeExceptionally(thrown);
    }

    @Override
    public void onComplete() {
        complete.complete("");
    }

    private void linger() {
        CompletableFuture.delayedExecutor(LINGER_MILLIS, TimeUnit.MILLISECONDS).execute(this::cancel);
    }

    private void stop(IOException why) {
        complete.completeExceptionally(why);
        cancel();
    }

    private void cancel() {
        var given = subscription;
        if (given != null) {
            given.cancel();
        }
    }
}
