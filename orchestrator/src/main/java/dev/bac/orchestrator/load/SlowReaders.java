package dev.bac.orchestrator.load;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Streams that are held open and read as they come. */
public final class SlowReaders implements AutoCloseable {
    /** Streams that are being opened at once. */
    private static final int AT_ONCE = 64;

    private final int port;
    private final byte[] request;
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
    private final List<Thread> readers = new ArrayList<>();

    public SlowReaders(int port, byte[] request) {
        this.port = port;
        this.request = request.clone();
    }

    /** A stream of that path. */
    public static SlowReaders of(int port, String path, String key, String body) {
        return new SlowReaders(port, Load.request(path, key, body));
    }

    /** Opens streams and goes on reading them; returns how many had begun to answer in time. */
    public int open(int streams, Duration within) {
        var begun = new CountDownLatch(streams);
        var opening = new Semaphore(AT_ONCE);
        long end = System.nanoTime() + within.toNanos();
        try {
            for (int i = 0; i < streams; i++) {
                if (!opening.tryAcquire(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                    break;
                }
                readers.add(Thread.ofVirtual().start(() -> read(begun, opening)));
            }
            boolean _ = begun.await(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return streams - (int) begun.getCount();
    }

    private void read(CountDownLatch begun, Semaphore opening) {
        boolean first = true;
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            open.add(socket);
            socket.getOutputStream().write(request);
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[512];
            while (in.read(buffer) >= 0) {
                if (first && buffer[9] == '2') {
                    first = false;
                    begun.countDown();
                    opening.release();
                }
            }
        } catch (IOException closed) {
            // Ours or theirs; who asked counts what had begun.
        } finally {
            if (first) {
                opening.release();
            }
        }
    }

    /** Leaves in the middle of all streams. */
    @Override
    public void close() {
        for (Socket socket : open) {
            try {
                socket.close();
            } catch (IOException gone) {
                // As wanted.
            }
        }
    }
}
