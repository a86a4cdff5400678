package dev.bac.retrieval;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Vectors of texts in a file, which spares a process what one before it has computed. It may be deleted at any time. A
 * damaged one, and one of another embedder, counts as none: it has a checksum, and the vector of a sentence by which the
 * embedder is known again.
 */
public final class VectorFile {
    static final String PROBE = "Whoever turns this sentence into the same vector is the same embedder.";

    private static final Logger LOG = LoggerFactory.getLogger(VectorFile.class);
    private static final int FORMAT = 0x42414331;
    private static final double SAME = 0.9999;

    private final Path own;
    private final Optional<Path> shared;

    /** @param own in a folder of its own or another one; made when there is something to keep */
    public VectorFile(Path own) {
        this(own, Optional.empty());
    }

    /**
     * One beside a file that others read too: whoever comes first makes that one, and what it does not have goes into
     * one's own.
     */
    public VectorFile(Path own, Optional<Path> shared) {
        this.own = own;
        this.shared = shared;
    }

    /** @param probe the embedder's vector of {@link #PROBE} */
    Map<String, float[]> read(float[] probe) {
        var vectors = new HashMap<String, float[]>();
        shared.ifPresent(file -> vectors.putAll(read(file, probe)));
        vectors.putAll(read(own, probe));
        return vectors;
    }

    private static Map<String, float[]> read(Path file, float[] probe) {
        if (Files.notExists(file)) {
            return Map.of();
        }
        var sum = new CRC32();
        try (var in =
                new DataInputStream(new CheckedInputStream(new BufferedInputStream(Files.newInputStream(file)), sum))) {
            if (in.readInt() != FORMAT || in.readInt() != probe.length) {
                return Map.of();
            }
            if (Vectors.cosine(probe, vector(in, probe.length)) < SAME) {
                return Map.of();
            }
            var vectors = new HashMap<String, float[]>();
            for (int left = in.readInt(); left > 0; left--) {
                vectors.put(in.readUTF(), vector(in, probe.length));
            }
            long expected = sum.getValue();
            return in.readLong() == expected ? vectors : Map.of();
        } catch (IOException damaged) {
            LOG.debug("Vectors are computed anew, the file has none: {}", damaged.toString());
            return Map.of();
        }
    }

    private static float[] vector(DataInputStream in, int dimensions) throws IOException {
        var vector = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            vector[i] = in.readFloat();
        }
        return vector;
    }

    /** Replaces the file as a whole; where it cannot be written, the next process computes again. */
    void write(float[] probe, Map<String, float[]> vectors) {
        Path file = shared.filter(Files::notExists).orElse(own);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path made = Files.createTempFile(file.toAbsolutePath().getParent(), "vectors", ".new");
            try {
                write(made, probe, vectors);
                Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(made);
            }
        } catch (IOException full) {
            LOG.warn("The tools' vectors could not be kept in {}: {}", file, full.toString());
        }
    }

    private static void write(Path file, float[] probe, Map<String, float[]> vectors) throws IOException {
        var sum = new CRC32();
        try (var out = new DataOutputStream(
                new CheckedOutputStream(new BufferedOutputStream(Files.newOutputStream(file)), sum))) {
            out.writeInt(FORMAT);
            out.writeInt(probe.length);
            write(out, probe);
            out.writeInt(vectors.size());
            for (var one : vectors.entrySet()) {
                out.writeUTF(one.getKey());
                write(out, one.getValue());
            }
            out.writeLong(sum.getValue());
        }
    }

    private static void write(DataOutputStream out, float[] vector) throws IOException {
        for (float number : vector) {
            out.writeFloat(number);
        }
    }
}
