package dev.bac.orchestrator.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** Ports to listen on. The address must be known before the server listens: tokens are made for it. */
public final class Ports {
    private Ports() {}

    /** The port, when it is free; for 0 a free one. */
    public static int claim(String host, int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return socket.getLocalPort();
        } catch (UnknownHostException e) {
            throw new StartRefused("there is no address " + host + " here; use --host 127.0.0.1", e);
        } catch (IOException e) {
            throw new StartRefused(
                    "port %d of %s is in use; stop what uses it or choose another with --port".formatted(port, host),
                    e);
        }
    }

    /** Where this machine itself reaches what listens on {@code host}. */
    public static String reachable(String host) {
        return switch (host) {
            case "0.0.0.0", "localhost" -> "127.0.0.1";
            case "::", "::1" -> "[::1]";
            default -> host.contains(":") ? "[" + host + "]" : host;
        };
    }
}
