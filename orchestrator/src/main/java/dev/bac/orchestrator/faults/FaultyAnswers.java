package dev.bac.orchestrator.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;

/** What a vendor sends, whole or failing. It bills a token of prompt for every answer it begins, and each word sent. */
final class FaultyAnswers {
    private static final String STREAM =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final List<String> WORDS = List.of("Twelve ", "invoices ", "are ", "overdue.");
    private static final int PROMPT = 20;
    private static final Duration WORD = Duration.ofMillis(2);
    private static final Duration FIRST = Duration.ofMillis(8);
    /** Between two bytes that drip, at full length. */
    private static final Duration DROP = Duration.ofSeconds(10);

    private final OutputStream out;
    private final double scale;
    private long billed;

    FaultyAnswers(OutputStream out, double scale) {
        this.out = out;
        this.scale = scale;
    }

    long billed() {
        return billed;
    }

    boolean whole() throws IOException, InterruptedException {
        Thread.sleep(FIRST);
        head();
        for (String word : WORDS) {
            word(word);
            Thread.sleep(WORD);
        }
        chunk(event("{}", "\"stop\""));
        chunk("data: [DONE]\n\n");
        chunk("");
        return true;
    }

    /** @param seconds until the vendor is well again */
    boolean failing(Fault fault, long seconds) throws IOException, InterruptedException {
        return switch (fault) {
            case SLOW -> {
                sleep(Fault.LATE);
                yield whole();
            }
            case RATE_LIMIT -> status("429 Too Many Requests", "Retry-After: " + seconds + "\r\n");
            case CUT -> {
                head();
                // Nothing was said yet: a role, then the end.
                chunk(event("{\"role\":\"assistant\",\"content\":\"\"}", "null"));
                yield false;
            }
            case CUT_LATER -> {
                head();
                word(WORDS.getFirst());
                yield false;
            }
            case BROKEN_JSON -> {
                head();
                chunk("data: {\"choices\":[{\"del\n\n");
                chunk("");
                yield true;
            }
            case HANG, REFUSED -> {
                sleep(Fault.LENGTH.multipliedBy(2));
                yield false;
            }
            case ERROR_500 -> status("500 Internal Server Error", "");
            case ERROR_503 -> status("503 Service Unavailable", "");
            case WRONG_TYPE -> text("text/html", "<html><body>Please sign in to the hotel's network</body></html>");
            case EMPTY -> text("text/event-stream", "");
            case DRIP -> drip();
            case UNAUTHORIZED -> status("401 Unauthorized", "");
        };
    }

    private boolean drip() throws IOException, InterruptedException {
        head();
        String event = event("{\"content\":\"never\"}", "null");
        for (int at = 0; at < event.length(); at++) {
            chunk(event.substring(at, at + 1));
            sleep(DROP);
        }
        return false;
    }

    private void head() throws IOException {
        billed += PROMPT;
        send(STREAM);
    }

    private void word(String word) throws IOException {
        billed++;
        chunk(event("{\"content\":\"" + word + "\"}", "null"));
    }

    private boolean status(String line, String headers) throws IOException {
        String body = "{\"error\":{\"message\":\"it fails\",\"type\":\"some_error\",\"code\":null}}";
        send("HTTP/1.1 " + line + "\r\n" + headers + "Content-Type: application/json\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body);
        return true;
    }

    private boolean text(String type, String body) throws IOException {
        send("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
        return true;
    }

    private void chunk(String text) throws IOException {
        send(Integer.toHexString(text.length()) + "\r\n" + text + "\r\n");
    }

    private void send(String text) throws IOException {
        out.write(text.getBytes(UTF_8));
        out.flush();
    }

    private void sleep(Duration full) throws InterruptedException {
        Thread.sleep(Duration.ofNanos((long) (full.toNanos() * scale)));
    }

    private static String event(String delta, String finish) {
        return "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":"
                + delta + ",\"finish_reason\":" + finish + "}]}\n\n";
    }
}
