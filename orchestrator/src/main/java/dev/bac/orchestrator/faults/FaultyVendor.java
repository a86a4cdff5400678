package dev.bac.orchestrator.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An OpenAI-compatible vendor on a plain socket, so that it can fail below HTTP too. It notes when it was asked which
 * question ({@code #7} in the text), when it was done failing at it, and what it would bill.
 */
final class FaultyVendor implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *(\\d+)");
    private static final Pattern QUESTION = Pattern.compile("#(\\d+)#");
    private static final int LONGEST_HEAD = 64 << 10;
    private static final int BACKLOG = 1_024;

    private final String name;
    private final double scale;
    private final int port;
    private final AtomicReference<Optional<Fault>> fault = new AtomicReference<>(Optional.empty());
    private final AtomicReference<ServerSocket> server;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    final Map<Integer, Long> askedAt = new ConcurrentHashMap<>();
    final Map<Integer, Long> failedAt = new ConcurrentHashMap<>();
    final AtomicLong billed = new AtomicLong();
    private volatile long healsAt;

    FaultyVendor(String name, double scale) {
        this.name = name;
        this.scale = scale;
        this.server = new AtomicReference<>(listen(0));
        this.port = server.get().getLocalPort();
    }

    String url() {
        return "http://127.0.0.1:" + port + "/v1";
    }

    private ServerSocket listen(int wanted) {
        try {
            var socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), BACKLOG);
            Thread.ofVirtual().name("vendor-" + name).start(() -> accept(socket));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void fail(Fault with) {
        healsAt = System.nanoTime() + (long) (Fault.LENGTH.toNanos() * scale);
        fault.set(Optional.of(with));
        if (with == Fault.REFUSED) {
            close(server.get());
            connections.forEach(FaultyVendor::close);
        }
    }

    void heal() {
        if (fault.getAndSet(Optional.empty()).equals(Optional.of(Fault.REFUSED))) {
            server.set(listen(port));
        }
    }

    private void accept(ServerSocket socket) {
        try {
            while (true) {
                Socket connection = socket.accept();
                connection.setTcpNoDelay(true);
                connections.add(connection);
                Thread.ofVirtual().name("vendor-" + name).start(() -> serve(connection));
            }
        } catch (IOException closed) {
            // The vendor refuses, or the trial is over.
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            var in = new BufferedInputStream(connection.getInputStream());
            Optional<String> body = request(in);
            while (body.isPresent() && answer(connection, question(body.get()))) {
                body = request(in);
            }
        } catch (IOException gone) {
            // The caller hung up, or the trial is over.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(connection);
        }
    }

    private static Optional<String> request(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(UTF_8).endsWith("\r\n\r\n")) {
            int read = in.read();
            if (read < 0 || head.size() > LONGEST_HEAD) {
                return Optional.empty();
            }
            head.write(read);
        }
        Matcher length = LENGTH.matcher(head.toString(UTF_8));
        return Optional.of(new String(in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0), UTF_8));
    }

    private static int question(String body) {
        Matcher question = QUESTION.matcher(body);
        return question.find() ? Integer.parseInt(question.group(1)) : -1;
    }

    /** @return whether the connection serves another request */
    private boolean answer(Socket connection, int question) throws IOException, InterruptedException {
        askedAt.put(question, System.nanoTime());
        Optional<Fault> now = fault.get();
        var answers = new FaultyAnswers(connection.getOutputStream(), scale);
        long seconds = Math.max(1, Math.ceilDiv(healsAt - System.nanoTime(), 1_000_000_000L));
        try {
            return now.isEmpty() ? answers.whole() : answers.failing(now.get(), seconds);
        } finally {
            billed.addAndGet(answers.billed());
            if (now.isPresent()) {
                failedAt.put(question, System.nanoTime());
            }
        }
    }

    private static void close(AutoCloseable open) {
        try {
            open.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        close(server.get());
        connections.forEach(FaultyVendor::close);
    }
}
