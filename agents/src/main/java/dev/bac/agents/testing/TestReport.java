package dev.bac.agents.testing;

import java.util.ArrayList;
import java.util.List;

/** What became of agents' tests. */
public record TestReport(List<Line> lines) {
    public TestReport {
        lines = List.copyOf(lines);
    }

    /** How one test ended. */
    public enum Verdict {
        PASSED,
        FAILED,
        SKIPPED
    }

    /** One test; a failed one says why. */
    public record Line(String agent, String say, Verdict verdict, List<String> complaints) {
        public Line {
            complaints = List.copyOf(complaints);
        }
    }

    /** A table for a terminal: one line a test, complaints below it, the sum at the end. */
    public String table() {
        var rows = new ArrayList<String>();
        for (var line : lines) {
            rows.add("%-7s %-22s %s"
                    .formatted(line.verdict().name().toLowerCase(java.util.Locale.ROOT), line.agent(), line.say()));
            line.complaints().forEach(complaint -> rows.add("        " + complaint));
        }
        rows.add("%d tests: %d passed, %d failed, %d skipped"
                .formatted(lines.size(), count(Verdict.PASSED), count(Verdict.FAILED), count(Verdict.SKIPPED)));
        return String.join("\n", rows);
    }

    /** For the shell: 0 when nothing failed, else 1. */
    public int exitStatus() {
        return count(Verdict.FAILED) == 0 ? 0 : 1;
    }

    public long count(Verdict verdict) {
        return lines.stream().filter(line -> line.verdict() == verdict).count();
    }
}
