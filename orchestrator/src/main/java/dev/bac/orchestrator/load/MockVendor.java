package dev.bac.orchestrator.load;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An OpenAI-compatible vendor for benchmarks and tests: model {@code mock} answers at once, {@code slow} says a word a second
 * for as long as {@link #SLOW_WORDS}. It speaks as little HTTP as that takes, so that it costs the machine little.
 */
public final class MockVendor implements AutoCloseable {
    /** How many words, and seconds, a slow answer has. */
    public static final int SLOW_WORDS = 1_800;

    private static final int BACKLOG = 4_096;
    private static final byte[] STREAM = MockAnswers.stream().getBytes(StandardCharsets.UTF_8);
    private static final byte[] WHOLE = MockAnswers.whole().getBytes(StandardCharsets.UTF_8);
    private static final byte[] END = "0\r\n\r\n".getBytes(StandardCharsets.UTF_8);

    private final ServerSocket server;
    private final AtomicInteger slow = new AtomicInteger();
    private final long pauseMillis;

    /** @param pauseMillis between two words of a slow answer */
    public MockVendor(long pauseMillis) throws IOException {
        this.server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        this.pauseMillis = pauseMillis;
        Thread.ofPlatform().daemon().name("mock-vendor").start(this::accept);
    }

    /** Prints its port and serves until its standard input closes. */
    public static void main(String[] args) throws IOException {
        try (var vendor = new MockVendor(1_000)) {
            System.out.println(vendor.port());
            while (System.in.read() >= 0) {
                // Until whoever started this is gone.
            }
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Slow answers that are under way. */
    public int slow() {
        return slow.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (SocketException closed) {
            // The end.
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var messages = new Messages(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            while (messages.next()) {
                String body = messages.body();
                if (body.contains("\"model\":\"slow\"")) {
                    slow(out);
                } else if (body.contains("\"stream\":true")) {
                    out.write(STREAM);
                } else {
                    out.write(WHOLE);
                }
            }
        } catch (IOException gone) {
            // Who asked has left.
        }
    }

    private void slow(OutputStream out) throws IOException {
        slow.incrementAndGet();
        try {
            out.write(MockAnswers.head().getBytes(StandardCharsets.UTF_8));
            for (int word = 0; word < SLOW_WORDS; word++) {
                out.write(MockAnswers.chunk(MockAnswers.word(word)));
                Thread.sleep(pauseMillis);
            }
            out.write(MockAnswers.chunk(MockAnswers.end()));
            out.write(END);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            slow.decrementAndGet();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
