package dev.bac.orchestrator.crash;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/** Stands before a PostgreSQL and cuts a connection at its COMMIT, when it is told to: before it arrives, or before its answer does. */
final class CuttingProxy implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final ServerSocket listening;
    private final AtomicInteger upstream;
    private final AtomicReference<Optional<Cut>> next = new AtomicReference<>(Optional.empty());

    /** Which side of the COMMIT. */
    enum Side {
        BEFORE_IT_ARRIVES,
        BEFORE_ITS_ANSWER
    }

    /**
     * A cut that is to happen.
     *
     * @param user who is signed in on the connection
     * @param done completed once it has happened
     */
    record Cut(Side side, String user, CompletableFuture<Void> done) {}

    CuttingProxy(int upstream) throws IOException {
        this.upstream = new AtomicInteger(upstream);
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Where PostgreSQL is from now on. */
    void leadsTo(int port) {
        upstream.set(port);
    }

    /** Cuts the next COMMIT of that user. */
    Cut arm(Side side, String user) {
        var cut = new Cut(side, user, new CompletableFuture<>());
        next.set(Optional.of(cut));
        return cut;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                var client = listening.accept();
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException closed) {
                // The end of the test.
            }
        }
    }

    private void connect(Socket client) {
        try (client;
                var server = new Socket(InetAddress.getLoopbackAddress(), upstream.get())) {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            var answers = Thread.ofVirtual().start(() -> pass(server, client));
            boolean answerless = false;
            try {
                answerless = requests(client, server);
            } finally {
                if (!answerless) {
                    server.shutdownInput();
                }
                answers.join();
            }
        } catch (IOException gone) {
            // One of the two sides; the other one is closed too.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pass(Socket from, Socket to) {
        try (to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException gone) {
            // As above.
        }
    }

    /** @return true when PostgreSQL is at work on a request whose answer nobody gets */
    private boolean requests(Socket client, Socket server) throws IOException {
        InputStream in = client.getInputStream();
        OutputStream out = server.getOutputStream();
        byte[] buffer = new byte[BUFFER];
        String signIn = "";
        var commits = new Commits();
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            if (!signIn.contains("user\0")) {
                // What comes before asks for encryption.
                signIn = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
            }
            boolean commit = commits.in(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
            var cut = next.get();
            boolean now = cut.isPresent()
                    && signIn.contains("user\0" + cut.get().user() + "\0")
                    && commit
                    && next.compareAndSet(cut, Optional.empty());
            if (now && cut.orElseThrow().side() == Side.BEFORE_ITS_ANSWER) {
                client.close();
                out.write(buffer, 0, read);
                // PostgreSQL reads what was sent before it sees the end; the answer finds nobody.
                server.shutdownOutput();
            }
            if (now) {
                cut.orElseThrow().done().complete(null);
                return cut.get().side() == Side.BEFORE_ITS_ANSWER;
            }
            out.write(buffer, 0, read);
        }
        return false;
    }

    /** Sees COMMITs of one connection: the driver prepares the statement once, and then only names it. */
    private static final class Commits {
        private static final Pattern PREPARED = Pattern.compile("([A-Za-z0-9_]*)\\x00COMMIT\\x00");
        private String bound = "";

        boolean in(String sent) {
            var prepared = PREPARED.matcher(sent);
            if (prepared.find()) {
                bound = prepared.group(1).isEmpty() ? "" : "\0" + prepared.group(1) + "\0";
                return true;
            }
            return !bound.isEmpty() && sent.contains(bound);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
