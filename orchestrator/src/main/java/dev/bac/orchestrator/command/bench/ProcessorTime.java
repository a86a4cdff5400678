package dev.bac.orchestrator.command.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What processes have worked so far, their children included. Of a machine that is busy with other things this says more
 * than a clock: a rate that it allows is the rate of a machine with nothing else to do.
 *
 * @param byProcess of those that live now
 */
record ProcessorTime(Map<Long, Duration> byProcess) {
    ProcessorTime {
        byProcess = Map.copyOf(byProcess);
    }

    /** Of a process and all that it has started and that still lives. */
    static ProcessorTime of(ProcessHandle process) {
        var all = new HashMap<Long, Duration>();
        process.info().totalCpuDuration().ifPresent(time -> all.put(process.pid(), time));
        process.descendants().forEach(one -> one.info().totalCpuDuration().ifPresent(time -> all.put(one.pid(), time)));
        return new ProcessorTime(all);
    }

    /** What was worked since; of a process that ended meanwhile nothing is known. */
    Duration since(ProcessorTime before) {
        return byProcess.entrySet().stream()
                .map(one -> one.getValue().minus(before.byProcess.getOrDefault(one.getKey(), Duration.ZERO)))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
