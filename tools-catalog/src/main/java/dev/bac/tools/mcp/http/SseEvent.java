package dev.bac.tools.mcp.http;

import java.time.Duration;
import java.util.Optional;

/**
 * One event of a stream (HTML, "Server-sent events").
 *
 * @param id where a stream of 2025-11-25 can be taken up again
 * @param retry how long to wait before that
 * @param data empty for an event that only carries an id
 */
public record SseEvent(Optional<String> id, Optional<Duration> retry, String data) {}
