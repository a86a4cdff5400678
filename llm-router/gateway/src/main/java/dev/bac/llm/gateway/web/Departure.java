package dev.bac.llm.gateway.web;

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
final class Departure implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(250);

    private final Thread server = Thread.currentThread();
    private final Optional<SocketChannel> channel;
    private final Thread watch;
    private boolean closed;

    private Departure(Optional<SocketChannel> channel) {
        this.channel = channel;
        this.watch = Thread.ofVirtual().name("gateway-departure").start(this::watch);
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

    private void watch() {
        try {
            while (channel.isPresent() && !gone(channel.get())) {
                Thread.sleep(EVERY);
            }
            if (channel.isPresent()) {
                left();
            }
        } catch (InterruptedException served) {
            Thread.currentThread().interrupt();
        }
    }

    /** Only while the request is served is nobody else reading. */
    private synchronized boolean gone(SocketChannel socket) {
        if (closed) {
            return false;
        }
        try {
            return socket.read(ByteBuffer.allocate(1)) != 0;
        } catch (IOException broken) {
            return true;
        }
    }

    private synchronized void left() {
        if (!closed) {
            server.interrupt();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        watch.interrupt();
    }
}
