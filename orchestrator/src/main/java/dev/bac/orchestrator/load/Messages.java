package dev.bac.orchestrator.load;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Reads the HTTP/1.1 messages of one connection: bodies of a told length, in chunks, or, of answers, up to the end of the
 * connection (RFC 9112, 6.3); nothing else of the standard. What is no message is an {@link IOException}.
 */
final class Messages {
    /** Longest body read. In bytes. */
    private static final int LONGEST = 64 << 20;

    /** Longest line of a head. In bytes. */
    private static final int LONGEST_LINE = 64 << 10;

    private static final int BUFFER = 4_096;
    private static final String ANSWER = "HTTP/1.1 ";

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int from;
    private int to;
    private String first = "";
    private byte[] body = new byte[0];
    private boolean last;

    /** @param in read in pieces; needs no buffer of its own */
    Messages(InputStream in) {
        this.in = in;
    }

    /** Reads the next message; false when there is none. */
    boolean next() throws IOException {
        first = line();
        if (first.isEmpty()) {
            return false;
        }
        boolean answer = first.startsWith(ANSWER);
        int length = -1;
        boolean chunked = false;
        last = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = number(lower.substring("content-length:".length()), 10);
            }
            chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
            last |= lower.startsWith("connection:") && lower.contains("close");
        }
        if (chunked) {
            body = chunks();
        } else if (length >= 0 || !answer) {
            body = exactly(Math.max(0, length));
        } else {
            last = true;
            body = rest();
        }
        return true;
    }

    /** The status of an answer. */
    int status() throws IOException {
        if (!first.startsWith(ANSWER) || first.length() < ANSWER.length() + 3) {
            throw new IOException("no answer begins like this");
        }
        return number(first.substring(ANSWER.length(), ANSWER.length() + 3), 10);
    }

    /** True when nothing comes after this message: the server closes the connection. */
    boolean last() {
        return last;
    }

    String body() {
        return new String(body, StandardCharsets.UTF_8);
    }

    private byte[] chunks() throws IOException {
        var all = new ByteArrayOutputStream();
        for (int size = size(); size > 0; size = size()) {
            if (all.size() > LONGEST - size) {
                throw new IOException("longer than " + LONGEST + " bytes");
            }
            all.writeBytes(exactly(size));
            line();
        }
        line();
        return all.toByteArray();
    }

    private int size() throws IOException {
        return number(line().split(";", 2)[0], 16);
    }

    private static int number(String text, int base) throws IOException {
        try {
            int number = Integer.parseInt(text.strip(), base);
            if (number < 0) {
                throw new IOException("a length below nothing");
            }
            return number;
        } catch (NumberFormatException broken) {
            throw new IOException("no number where one must be", broken);
        }
    }

    private byte[] exactly(int length) throws IOException {
        if (length < 0 || length > LONGEST) {
            throw new IOException("longer than " + LONGEST + " bytes");
        }
        byte[] bytes = new byte[length];
        int had = Math.min(length, to - from);
        System.arraycopy(buffer, from, bytes, 0, had);
        from += had;
        if (in.readNBytes(bytes, had, length - had) < length - had) {
            throw new EOFException();
        }
        return bytes;
    }

    private byte[] rest() throws IOException {
        var all = new ByteArrayOutputStream();
        do {
            all.write(buffer, from, to - from);
            from = to;
        } while (all.size() < LONGEST && more());
        return all.toByteArray();
    }

    /** Without its end; empty at the end of the stream too. */
    private String line() throws IOException {
        var line = new StringBuilder(64);
        while (from < to || more()) {
            char one = (char) (buffer[from++] & 0xff);
            if (one == '\n') {
                break;
            }
            if (one != '\r') {
                line.append(one);
            }
            if (line.length() > LONGEST_LINE) {
                throw new IOException("a line without end");
            }
        }
        return line.toString();
    }

    private boolean more() throws IOException {
        from = 0;
        to = Math.max(0, in.read(buffer));
        return to > 0;
    }
}
