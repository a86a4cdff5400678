package dev.bac.orchestrator.load;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads the HTTP/1.1 messages of one connection: bodies of a told length or in chunks; nothing else of the standard. */
final class Messages {
    /** Longest body read. In bytes. */
    private static final int LONGEST = 64 << 20;

    private final InputStream in;
    private String first = "";
    private byte[] body = new byte[0];

    Messages(InputStream in) {
        this.in = in;
    }

    /** Reads the next message; false when there is none. */
    boolean next() throws IOException {
        String line = line();
        if (line.isEmpty()) {
            return false;
        }
        first = line;
        int length = 0;
        boolean chunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(
                        lower.substring("content-length:".length()).strip());
            }
            chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
        }
        body = chunked ? chunks() : exactly(length);
        return true;
    }

    /** The status of an answer. */
    int status() {
        return Integer.parseInt(first.substring(9, 12));
    }

    String body() {
        return new String(body, StandardCharsets.UTF_8);
    }

    private byte[] chunks() throws IOException {
        var all = new ByteArrayOutputStream();
        for (int size = size(); size > 0; size = size()) {
            all.writeBytes(exactly(size));
            line();
        }
        line();
        return all.toByteArray();
    }

    private int size() throws IOException {
        return Integer.parseInt(line().split(";", 2)[0].strip(), 16);
    }

    private byte[] exactly(int length) throws IOException {
        if (length > LONGEST) {
            throw new IOException("longer than " + LONGEST + " bytes");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    /** Without its end; empty at the end of the stream too. */
    private String line() throws IOException {
        var line = new StringBuilder(64);
        for (int one = in.read(); one >= 0 && one != '\n'; one = in.read()) {
            if (one != '\r') {
                line.append((char) one);
            }
        }
        return line.toString();
    }
}
