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

    /**
     * What a way made of all faults.
     *
     * @param savable requests of faults that come before the reader has seen a word
     * @param saved those of them that were answered
     */
    public record Sum(int answered, int requests, int saved, int savable, List<Double> failover) {
        public double success() {
            return (double) answered / requests;
        }

        static Sum of(Fault fault, Result result) {
            boolean counts = fault.canBeSaved();
            return new Sum(
                    result.answered(),
                    result.requests(),
                    counts ? result.answered() : 0,
                    counts ? result.requests() : 0,
                    result.failover());
        }
    }

    /** Prints a line for each; returns what each way made of all of them. */
    public Map<Way, Sum> print(List<Fault> faults, List<Way> ways, PrintStream out) throws InterruptedException {
        out.printf(
                Locale.ROOT,
                "three vendors, the most wanted fails for %.1f s; %d requests in that time; all times × %.3f"
                        + " (recovery is told at full length, the rest as measured)%n"
                        + "EXTRA: what vendors bill beyond one answer a request, for calls given up, cut off or made beside a"
                        + " late one. HEDGES: calls made beside a late one, as a share of all questions since the vendors were"
                        + " first asked, those before the fault included: the cap of %d %% is on this share.%n",
                Fault.LENGTH.toMillis() * scale / 1e3,
                requests,
                scale,
                Way.HEDGES);
        out.printf(
                "%-30s %-34s %8s %9s %9s %8s %7s %15s %10s%n",
                "FAULT", "WAY", "SUCCESS", "P50 ms", "P99 ms", "EXTRA", "HEDGES", "FAILOVER p50/99", "RECOVERY");
        var sums = new EnumMap<Way, Sum>(Way.class);
        for (Fault fault : faults) {
            for (Way way : ways) {
                Result result = new FaultTrial(fault, way, requests, scale).run();
                line(fault, way, result, out);
                sums.merge(way, Sum.of(fault, result), FaultTable::both);
            }
        }
        sums.forEach((way, sum) -> out.printf(
                Locale.ROOT,
                "all %d kinds × %d                %-34s %7.1f%%   before a word was shown: %d of %d answered   failover p50"
                        + " %.1f ms, p99 %.1f ms%n",
                faults.size(),
                requests,
                way.words(),
                sum.success() * 100,
                sum.saved(),
                sum.savable(),
                Result.percentile(sum.failover(), 0.5),
                Result.percentile(sum.failover(), 0.99)));
        if (!faults.stream().allMatch(Fault::canBeSaved)) {
            out.printf(
                    "\"%s\": the reader has a word of one model's answer, which no other model can go on with, and nothing is said"
                            + " twice in silence. Those requests end with an error; the breaker keeps the next ones away.%n",
                    Fault.CUT_LATER.words());
        }
        return sums;
    }

    private static Sum both(Sum one, Sum other) {
        var failover = new ArrayList<>(one.failover);
        failover.addAll(other.failover);
        return new Sum(
                one.answered + other.answered,
                one.requests + other.requests,
                one.saved + other.saved,
                one.savable + other.savable,
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
                "%-30s %-34s %7.1f%% %9.1f %9.1f %+7.1f%% %6.1f%% %15s %10s%n",
                fault.words(),
                way.words(),
                result.success() * 100,
                Result.percentile(result.millis(), 0.5),
                Result.percentile(result.millis(), 0.99),
                result.extra() * 100,
                result.hedged().percent(),
                failover,
                recovery);
    }
}
