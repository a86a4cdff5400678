package dev.bac.orchestrator.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Callers that ask one thing again and again over kept connections. The open loop asks at a fixed rate whatever comes
 * back, and counts from when a request was to be sent, so that a stall is felt by all that it delays (coordinated
 * omission). The closed loop has so many callers, each asking when it has its answer.
 */
public final class Load {
    private static final int MOST = 4_000_000;

    private static final long AFTER_FAILURE = 1_000_000;

    /** In an answer that is right. */
    private static final String RIGHT = "oldest";

    private final int port;
    private final byte[] request;
    private final ConcurrentLinkedDeque<Kept> free = new ConcurrentLinkedDeque<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final long[] nanos = new long[MOST];

    private record Kept(Socket socket, Messages answers) {}

    /** @param key sent as a bearer token */
    public Load(int port, String path, String key, String body) {
        this.port = port;
        this.request = request(path, key, body);
    }

    /** The bytes of a request. */
    static byte[] request(String path, String key, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return ("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + key
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + bytes.length + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Asks at a fixed rate.
     *
     * @param rate requests a second
     */
    public Times open(int rate, Duration time) {
        long begin = System.nanoTime();
        long every = 1_000_000_000L / rate;
        long all = Math.min(MOST, time.toNanos() / every);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (long number = 0; number < all; number++) {
                long intended = begin + number * every;
                for (long left = intended - System.nanoTime(); left > 0; left = intended - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                callers.execute(() -> once(intended));
            }
        }
        return times(begin);
    }

    /** @param callers who each ask one after another */
    public Times closed(int callers, Duration time) {
        long begin = System.nanoTime();
        long end = begin + time.toNanos();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int caller = 0; caller < callers; caller++) {
                threads.execute(() -> {
                    while (System.nanoTime() < end && count.get() < MOST - callers) {
                        once(System.nanoTime());
                    }
                });
            }
        }
        return times(begin);
    }

    private Times times(long begin) {
        free.forEach(Load::close);
        return Times.of(nanos, Math.min(count.get(), MOST), failed.get(), System.nanoTime() - begin);
    }

    private void once(long since) {
        Kept kept = free.pollFirst();
        try {
            kept = kept == null ? connected() : kept;
            kept.socket.getOutputStream().write(request);
            if (!kept.answers.next()) {
                throw new EOFException();
            }
            if (kept.answers.status() != 200 || !kept.answers.body().contains(RIGHT)) {
                failed.incrementAndGet();
            }
            if (kept.answers.last()) {
                close(kept);
            } else {
                free.addFirst(kept);
            }
        } catch (IOException broken) {
            failed.incrementAndGet();
            if (kept != null) {
                close(kept);
            }
            // A server that is gone is not asked a million times.
            LockSupport.parkNanos(AFTER_FAILURE);
        }
        int number = count.getAndIncrement();
        if (number < MOST) {
            nanos[number] = System.nanoTime() - since;
        }
    }

    private Kept connected() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        return new Kept(socket, new Messages(socket.getInputStream()));
    }

    private static void close(Kept kept) {
        try {
            kept.socket.close();
        } catch (IOException gone) {
            // As wanted.
        }
    }
}
