package dev.bac.orchestrator.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Reads the events of conversations over connections that stay open, in a process of its own. */
public final class EventReaders {
    private static final int AT_ONCE = 64;
    private static final Duration OPENING = Duration.ofSeconds(60);

    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger broken = new AtomicInteger();
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
    private final Semaphore opening = new Semaphore(AT_ONCE);

    /** What a line of the process says about its streams. */
    public record Counts(int begun, int ended, int broken) {
        /** As told by {@link #main}. */
        public static Counts read(String line) {
            String[] numbers = line.split(" ", 3);
            return new Counts(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]), Integer.parseInt(numbers[2]));
        }
    }

    /**
     * Reads orders: {@code open PORT KEY STREAMS CONVERSATION,CONVERSATION…} opens streams, spread over the conversations;
     * {@code wait MILLIS} waits until all that began have read how their run ended. Each is answered with the counts.
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        var readers = new EventReaders();
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] order = line.split(" ", 5);
            if (order[0].equals("open")) {
                readers.open(Integer.parseInt(order[1]), order[2], Integer.parseInt(order[3]), order[4].split(",", -1));
            } else {
                readers.await(Duration.ofMillis(Long.parseLong(order[1])));
            }
            System.out.println(readers.begun + " " + readers.ended + " " + readers.broken);
        }
    }

    private void open(int port, String key, int streams, String[] conversations) throws InterruptedException {
        for (int i = 0; i < streams; i++) {
            if (!opening.tryAcquire(OPENING.toSeconds(), TimeUnit.SECONDS)) {
                return;
            }
            String conversation = conversations[i % conversations.length];
            Thread.ofVirtual().start(() -> read(port, key, conversation));
        }
        opening.tryAcquire(AT_ONCE, OPENING.toSeconds(), TimeUnit.SECONDS);
    }

    private void await(Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        while (ended.get() + broken.get() < begun.get() && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    private void read(int port, String key, String conversation) {
        boolean first = true;
        boolean over = false;
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            open.add(socket);
            socket.getOutputStream()
                    .write(("GET /api/v1/conversations/" + conversation
                                    + "/events?after=0 HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + key
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), 1_024);
            for (String line = in.readLine(); line != null && !over; line = in.readLine()) {
                if (first && line.startsWith("event:")) {
                    first = false;
                    begun.incrementAndGet();
                    opening.release();
                }
                over = line.equals("event: done");
            }
        } catch (IOException closed) {
            // Counted below.
        } finally {
            (over ? ended : broken).incrementAndGet();
            if (first) {
                opening.release();
            }
        }
    }
}
