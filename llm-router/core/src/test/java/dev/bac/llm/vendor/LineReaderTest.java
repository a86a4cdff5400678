package dev.bac.llm.vendor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineReaderTest {

    /** Gives what has come piece by piece, as a connection does. */
    private static final class Pieces extends InputStream {
        private final List<byte[]> left;

        Pieces(List<String> pieces) {
            this.left = new ArrayList<>(
                    pieces.stream().map(piece -> piece.getBytes(UTF_8)).toList());
        }

        @Override
        public int read() {
            throw new AssertionError("lines are read in bulk");
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (left.isEmpty()) {
                return -1;
            }
            byte[] first = left.removeFirst();
            int count = Math.min(length, first.length);
            System.arraycopy(first, 0, buffer, offset, count);
            if (count < first.length) {
                left.addFirst(java.util.Arrays.copyOfRange(first, count, first.length));
            }
            return count;
        }

        @Override
        public int available() {
            return 0;
        }
    }

    private static List<String> heard(String... pieces) throws IOException {
        var heard = new ArrayList<String>();
        var reader = new LineReader(new Pieces(List.of(pieces)));
        for (String line = reader.next(() -> heard.add("…")); line != null; line = reader.next(() -> heard.add("…"))) {
            heard.add(line);
        }
        return heard;
    }

    @Test
    void tellsThatItWaitsOnlyWhenNoWholeLineIsLeft() throws IOException {
        assertThat(heard("one\n\ntwo\nth", "ree\n")).containsExactly("…", "one", "", "two", "…", "three", "…");
    }

    @Test
    void endsLinesWithEitherSignOrBothWhereverTheyAreCut() throws IOException {
        var random = new Random(7);
        String text = "ä\r\nb\rc\n\r\n\r\n" + "€".repeat(9_000) + "\r\nlast";
        var whole = List.of("ä", "b", "c", "", "", "€".repeat(9_000), "last");
        for (int round = 0; round < 50; round++) {
            var pieces = new ArrayList<byte[]>();
            byte[] bytes = text.getBytes(UTF_8);
            for (int from = 0; from < bytes.length; ) {
                int to = Math.min(bytes.length, from + 1 + random.nextInt(round < 25 ? 3 : 5_000));
                pieces.add(java.util.Arrays.copyOfRange(bytes, from, to));
                from = to;
            }
            var stream = new Pieces(List.of());
            stream.left.addAll(pieces);
            var reader = new LineReader(stream);
            var lines = new ArrayList<String>();
            for (String line = reader.next(() -> {}); line != null; line = reader.next(() -> {})) {
                lines.add(line);
            }
            assertThat(lines).as("round " + round).isEqualTo(whole);
        }
    }
}
