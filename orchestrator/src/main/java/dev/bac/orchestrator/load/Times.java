package dev.bac.orchestrator.load;

import java.util.Arrays;
import java.util.Locale;

/**
 * How long answers took.
 *
 * @param middle milliseconds, as are the next three
 * @param nearlyAll the 99th percentile
 * @param outer the 99.9th percentile
 * @param worst the longest
 * @param perSecond answers a second
 * @param failed of {@code count}
 */
public record Times(
        double middle, double nearlyAll, double outer, double worst, double perSecond, int count, int failed) {

    static Times of(long[] nanos, int count, int failed, long time) {
        if (count == 0) {
            return new Times(0, 0, 0, 0, 0, 0, 0);
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return new Times(
                sorted[count / 2] / 1e6,
                sorted[(int) (count * 0.99)] / 1e6,
                sorted[(int) (count * 0.999)] / 1e6,
                sorted[count - 1] / 1e6,
                count * 1e9 / time,
                count,
                failed);
    }

    /** One line that {@link #read} reads. */
    String line() {
        return String.format(
                Locale.ROOT, "%f %f %f %f %f %d %d", middle, nearlyAll, outer, worst, perSecond, count, failed);
    }

    static Times read(String line) {
        String[] parts = line.split(" ");
        return new Times(
                Double.parseDouble(parts[0]),
                Double.parseDouble(parts[1]),
                Double.parseDouble(parts[2]),
                Double.parseDouble(parts[3]),
                Double.parseDouble(parts[4]),
                Integer.parseInt(parts[5]),
                Integer.parseInt(parts[6]));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "p50 %8.3f  p99 %8.3f  p99.9 %8.3f  most %8.1f ms  %6.0f req/s  failed %d",
                middle,
                nearlyAll,
                outer,
                worst,
                perSecond,
                failed);
    }
}
