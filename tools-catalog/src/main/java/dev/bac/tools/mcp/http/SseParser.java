package dev.bac.tools.mcp.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cuts bytes into events, by the rules of HTML, "Parsing an event stream": lines end in LF, CR or both; a line that
 * begins with a colon is a comment; an empty line ends an event. An event of which only the id is set is told too,
 * because it says where to go on. The one who feeds it counts the bytes.
 */
final class SseParser {
    private static final int MAX_RETRY_DIGITS = 9;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();
    private boolean hasData;
    private boolean afterCarriageReturn;
    private boolean first = true;
    private @Nullable String id;
    private @Nullable Duration retry;

    /** The events that these bytes complete. */
    List<SseEvent> feed(ByteBuffer bytes) {
        var events = new ArrayList<SseEvent>();
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            if (next == '\n' && afterCarriageReturn) {
                afterCarriageReturn = false;
                continue;
            }
            afterCarriageReturn = next == '\r';
            if (next == '\n' || next == '\r') {
                lineEnds(events);
            } else {
                line.write(next);
            }
        }
        return events;
    }

    private void lineEnds(List<SseEvent> events) {
        var text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        if (first) {
            first = false;
            text = text.startsWith("\uFEFF") ? text.substring(1) : text;
        }
        if (text.isEmpty()) {
            if (hasData || id != null || retry != null) {
                events.add(new SseEvent(Optional.ofNullable(id), Optional.ofNullable(retry), data.toString()));
            }
            data.setLength(0);
            hasData = false;
            id = null;
            retry = null;
            return;
        }
        int colon = text.indexOf(':');
        if (colon != 0) {
            var name = colon < 0 ? text : text.substring(0, colon);
            var value = colon < 0 ? "" : text.substring(colon + 1);
            field(name, value.startsWith(" ") ? value.substring(1) : value);
        }
    }

    private void field(String name, String value) {
        switch (name) {
            case "data" -> {
                if (hasData) {
                    data.append('\n');
                }
                data.append(value);
                hasData = true;
            }
            case "id" -> id = value.indexOf('\0') < 0 ? value : id;
            case "retry" -> {
                if (value.length() <= MAX_RETRY_DIGITS && value.matches("[0-9]+")) {
                    retry = Duration.ofMillis(Long.parseLong(value));
                }
            }
            default -> {
                // "event" is always "message" in MCP; any other field is to be ignored.
            }
        }
    }
}
