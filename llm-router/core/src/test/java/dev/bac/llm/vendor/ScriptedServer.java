package dev.bac.llm.vendor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that answers each request of a connection with the next of its lines, and goes on listening. */
final class ScriptedServer implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<String> script;
    private final AtomicInteger answered = new AtomicInteger();
    final AtomicInteger connections = new AtomicInteger();
    final List<String> heads = new CopyOnWriteArrayList<>();
    final CountDownLatch asked = new CountDownLatch(1);
    final CountDownLatch left = new CountDownLatch(1);

    ScriptedServer(String... script) throws IOException {
        this.script = List.of(script);
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    Socket socket = server.accept();
                    connections.incrementAndGet();
                    Thread.ofVirtual().start(() -> serve(socket));
                }
            } catch (IOException closed) {
                // The end.
            }
        });
    }

    int port() {
        return server.getLocalPort();
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            String head = head(in);
            while (!head.isEmpty()) {
                in.readNBytes(length(head));
                heads.add(head);
                asked.countDown();
                int next = answered.getAndIncrement();
                if (next < script.size()) {
                    socket.getOutputStream().write(script.get(next).getBytes(UTF_8));
                }
                head = head(in);
            }
        } catch (IOException gone) {
            // As the test wants.
        }
        left.countDown();
    }

    private static String head(InputStream in) throws IOException {
        var head = new StringBuilder();
        for (int one = in.read(); one >= 0; one = in.read()) {
            head.append((char) one);
            if (head.length() > 3 && head.substring(head.length() - 4).equals("\r\n\r\n")) {
                return head.toString();
            }
        }
        return "";
    }

    private static int length(String head) {
        return head.lines()
                .map(line -> line.toLowerCase(Locale.ROOT))
                .filter(line -> line.startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(
                        line.substring("content-length:".length()).strip()))
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
