package dev.bac.llm.gateway.web;

import dev.bac.llm.vendor.Rounds;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpVersion;

/**
 * Notices that a caller hangs up while a model thinks, and interrupts the thread that serves it, so that the vendor's
 * call ends too. Jetty does not read while a request is served, so nobody else would see the closed connection before the
 * next write. Looking costs one non-blocking read of a byte; HTTP/1.1 clients send nothing before they have their answer,
 * and one that does (pipelining) is treated as gone: it must be ready to send again anyway (RFC 9112, 9.3.2).
 */
final class Departure implements AutoCloseable, Rounds.Watched {
    private static final long EVERY = Duration.ofMillis(250).toNanos();

    private final Thread server = Thread.currentThread();
    private final Optional<SocketChannel> channel;
    private final ByteBuffer one = ByteBuffer.allocate(1);
    private long next = System.nanoTime() + EVERY;
    private boolean closed;

    private Departure(Optional<SocketChannel> channel) {
        this.channel = channel;
        if (channel.isPresent()) {
            Rounds.watch(this);
        }
    }

    /** Begins to watch; the request's body must have been read. */
    static Departure watch(HttpServletRequest request) {
        return new Departure(channel(request));
    }

    private static Optional<SocketChannel> channel(HttpServletRequest request) {
        var connection = ServletContextRequest.getServletContextRequest(request).getConnectionMetaData();
        Object transport = connection.getConnection().getEndPoint().getTransport();
        return connection.getHttpVersion() == HttpVersion.HTTP_1_1 && transport instanceof SocketChannel socket
                ? Optional.of(socket)
                : Optional.empty();
    }

    /** Only while the request is served is nobody else reading. */
    @Override
    public synchronized void look(long now) {
        if (!closed && now >= next) {
            next = now + EVERY;
            if (gone(channel.orElseThrow())) {
                closed = true;
                server.interrupt();
            }
        }
    }

    private boolean gone(SocketChannel socket) {
        try {
            return socket.read(one.clear()) != 0;
        } catch (IOException broken) {
            return true;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        Rounds.leave(this);
    }
}
