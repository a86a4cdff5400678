package dev.bac.llm.vendor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads UTF-8 line by line and tells when it is about to wait for more, so that what came together can be handed on
 * together. A line ends with CR, LF or both (WHATWG HTML, 9.2.6). Not limited: its source must be.
 */
final class LineReader {
    private static final int BUFFER = 4_096;

    private final InputStream in;
    private byte[] buffer = new byte[BUFFER];
    private int from;
    private int to;
    private boolean afterReturn;

    LineReader(InputStream in) {
        this.in = in;
    }

    /**
     * The next line without its end; null when there is none.
     *
     * @param waiting runs when no whole line is there and nothing more has come yet
     */
    @Nullable String next(Runnable waiting) throws IOException {
        int looked = from;
        while (true) {
            int end = end(looked);
            if (end >= 0) {
                String line = text(end);
                afterReturn = buffer[end] == '\r';
                from = end + 1;
                return line;
            }
            looked = to - from;
            if (!more(waiting)) {
                return last();
            }
            looked += from;
        }
    }

    /** Where a line ends, looking from there on; the second half of a CR LF ends none. */
    private int end(int looked) {
        for (int at = looked; at < to; at++) {
            byte one = buffer[at];
            if (afterReturn && at == from && one == '\n') {
                from++;
            } else if (one == '\n' || one == '\r') {
                return at;
            }
            afterReturn = false;
        }
        return -1;
    }

    private @Nullable String last() {
        if (from == to) {
            return null;
        }
        String line = text(to);
        from = to;
        return line;
    }

    private String text(int end) {
        return new String(buffer, from, end - from, StandardCharsets.UTF_8);
    }

    private boolean more(Runnable waiting) throws IOException {
        if (from > 0) {
            System.arraycopy(buffer, from, buffer, 0, to - from);
            to -= from;
            from = 0;
        }
        if (to == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        if (in.available() == 0) {
            waiting.run();
        }
        int count = in.read(buffer, to, buffer.length - to);
        to += Math.max(0, count);
        return count >= 0;
    }
}
