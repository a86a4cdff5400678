package dev.bac.orchestrator.faults;

import dev.bac.orchestrator.faults.FaultTrial.Result;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Every fault, every way, in one table.
 *
 * @param requests during each fault
 * @param scale of all times, 1 for full length
 */
public record FaultTable(int requests, double scale) {

    /** What a way made of all faults. */
    public record Sum(int answered, int requests, List<Double> failover) {
        public double success() {
            return (double) answered / requests;
        }
    }

    /** Prints a line for each; returns what each way made of all of them. */
    public Map<Way, Sum> print(List<Fault> faults, List<Way> ways, PrintStream out) throws InterruptedException {
        out.printf(
                Locale.ROOT,
                "three vendors, the most wanted fails for %.1f s; %d requests in that time; all times × %.3f"
                        + " (recovery is told at full length, the rest as measured)%n",
                Fault.LENGTH.toMillis() * scale / 1e3,
                requests,
                scale);
        out.printf(
                "%-30s %-34s %8s %9s %9s %8s %15s %10s%n",
                "FAULT", "WAY", "SUCCESS", "P50 ms", "P99 ms", "EXTRA", "FAILOVER p50/99", "RECOVERY");
        var sums = new EnumMap<Way, Sum>(Way.class);
        for (Fault fault : faults) {
            for (Way way : ways) {
                Result result = new FaultTrial(fault, way, requests, scale).run();
                line(fault, way, result, out);
                sums.merge(way, new Sum(result.answered(), result.requests(), result.failover()), FaultTable::both);
            }
        }
        sums.forEach((way, sum) -> out.printf(
                Locale.ROOT,
                "all %d kinds × %d                %-34s %7.1f%%   failover p50 %.1f ms, p99 %.1f ms%n",
                faults.size(),
                requests,
                way.words(),
                sum.success() * 100,
                Result.percentile(sum.failover(), 0.5),
                Result.percentile(sum.failover(), 0.99)));
        return sums;
    }

    private static Sum both(Sum one, Sum other) {
        var failover = new ArrayList<>(one.failover);
        failover.addAll(other.failover);
        return new Sum(
                one.answered + other.answered,
                one.requests + other.requests,
                failover.stream().sorted().toList());
    }

    private void line(Fault fault, Way way, Result result, PrintStream out) {
        String failover = result.failover().isEmpty()
                ? "-"
                : String.format(
                        Locale.ROOT,
                        "%.1f/%.1f",
                        Result.percentile(result.failover(), 0.5),
                        Result.percentile(result.failover(), 0.99));
        String recovery = result.recovery()
                .map(time -> String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3 / scale))
                .orElse("-");
        out.printf(
                Locale.ROOT,
                "%-30s %-34s %7.1f%% %9.1f %9.1f %+7.1f%% %15s %10s%n",
                fault.words(),
                way.words(),
                result.success() * 100,
                Result.percentile(result.millis(), 0.5),
                Result.percentile(result.millis(), 0.99),
                result.extra() * 100,
                failover,
                recovery);
    }
}
