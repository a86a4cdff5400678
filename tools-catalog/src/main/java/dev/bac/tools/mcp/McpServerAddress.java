package dev.bac.tools.mcp;

import java.net.URI;
import java.time.Duration;

/**
 * Where a server answers, and how long it may take.
 *
 * @param name such as {@code finance}; tools carry it as their server
 * @param endpoint absolute, such as {@code http://127.0.0.1:8080/mcp/finance}
 * @param connectLimit limit on opening a connection
 * @param callLimit limit on one request, from sending to the whole answer
 * @param maxAnswerBytes longest answer that is read
 */
public record McpServerAddress(
        String name, URI endpoint, Duration connectLimit, Duration callLimit, int maxAnswerBytes) {
    public McpServerAddress {
        if (!endpoint.isAbsolute() || endpoint.getPath().isEmpty()) {
            throw new IllegalArgumentException(
                    "the endpoint of " + name + " must be absolute with a path: " + endpoint);
        }
    }

    /** With 5 s to connect, 30 s a call and 4 MiB an answer. */
    public static McpServerAddress of(String name, URI endpoint) {
        return new McpServerAddress(name, endpoint, Duration.ofSeconds(5), Duration.ofSeconds(30), 4 * 1024 * 1024);
    }
}
