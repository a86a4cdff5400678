package dev.bac.orchestrator.config;

import java.time.Duration;
import java.util.Optional;

/**
 * Answers that are given again.
 *
 * @param on whether any is
 * @param bytes that answers take in this process
 * @param answerBytes longest answer kept
 * @param age after which an answer is asked for anew
 * @param shared whether nodes share answers through PostgreSQL
 * @param rows most answers kept there of a tenant
 * @param errorPercent of the answers given by meaning, how many may be wrong; 0: none is given by meaning
 * @param auditPercent of the answers given by meaning, about how many are compared with a fresh one
 * @param questions most questions kept of one agent or prompt, for answers by meaning
 * @param qdrant where their vectors are kept; in this process when empty
 */
public record CacheSettings(
        boolean on,
        long bytes,
        long answerBytes,
        Duration age,
        boolean shared,
        int rows,
        int errorPercent,
        int auditPercent,
        int questions,
        Optional<Qdrant> qdrant) {
    private static final int PORT = 6334;
    private static final long LARGEST = 8L << 20;

    public static final CacheSettings USUAL = new CacheSettings(
            true, 64L << 20, 256L << 10, Duration.ofHours(1), true, 20_000, 0, 5, 10_000, Optional.empty());

    /** A Qdrant server's gRPC interface; {@code key} is a secret. */
    public record Qdrant(String host, int port, boolean tls, Optional<String> key) {
        @Override
        public String toString() {
            return "Qdrant[" + host + ":" + port + "]";
        }
    }

    static CacheSettings read(Section section) {
        var read = new CacheSettings(
                section.flag("on", USUAL.on),
                section.size("size", USUAL.bytes),
                section.size("answer", USUAL.answerBytes),
                section.duration("age", USUAL.age),
                section.flag("shared", USUAL.shared),
                section.whole("rows", USUAL.rows, 1, 1_000_000),
                section.whole("errorPercent", USUAL.errorPercent, 0, 20),
                section.whole("auditPercent", USUAL.auditPercent, 1, 100),
                section.whole("questions", USUAL.questions, 1_000, 100_000),
                qdrant(section.section("qdrant")));
        if (read.answerBytes > LARGEST) {
            throw section.mistake("answer", "must be at most 8 MiB");
        }
        section.done();
        return read;
    }

    private static Optional<Qdrant> qdrant(Section section) {
        if (!section.given()) {
            return Optional.empty();
        }
        var read = new Qdrant(
                section.required("host"),
                section.whole("port", PORT, 1, 65_535),
                section.flag("tls", false),
                section.text("key"));
        section.done();
        return Optional.of(read);
    }
}
