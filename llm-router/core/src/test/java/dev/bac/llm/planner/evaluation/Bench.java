package dev.bac.llm.planner.evaluation;

import dev.bac.identity.Caller;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.Message;
import dev.bac.llm.planner.PlannerModel;
import dev.bac.retrieval.Embedder;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Runs cases through the planner and counts. */
final class Bench {
    private final PlannerModel planner;
    private final Caller caller;
    private final boolean talk;
    private int made;

    Bench(Embedder embedder, InstantSource clock, Caller caller, boolean talk) {
        this.planner = new PlannerModel(embedder, clock, ZoneId.of("Europe/Berlin"), "DE", () -> "call_" + made++);
        this.caller = caller;
        this.talk = talk;
    }

    record Score(String name, int cases, int tool, int full, long p50, long p95) {
        @Override
        public String toString() {
            return "%-28s %4d cases: tool %5.1f %%, tool and all arguments %5.1f %%; p50 %d ms, p95 %d ms"
                    .formatted(name, cases, 100.0 * tool / cases, 100.0 * full / cases, p50, p95);
        }

        double toolShare() {
            return (double) tool / cases;
        }

        double fullShare() {
            return (double) full / cases;
        }
    }

    Score run(String name, List<Case> cases) {
        int tool = 0;
        int full = 0;
        var times = new ArrayList<Long>();
        for (var one : cases) {
            planner.warm(one.tools());
            long start = System.nanoTime();
            var answer = ask(one);
            times.add((System.nanoTime() - start) / 1_000_000);
            var verdict = verdict(one, answer);
            tool += verdict.isEmpty() || verdict.startsWith("ARGS") ? 1 : 0;
            full += verdict.isEmpty() ? 1 : 0;
            if (talk && !verdict.isEmpty()) {
                System.out.println(
                        one.id() + " " + verdict + "\n      " + one.say().replaceAll("\\s+", " "));
            }
        }
        var sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
        return new Score(name, cases.size(), tool, full, at(sorted, 0.5), at(sorted, 0.95));
    }

    private static long at(long[] sorted, double share) {
        return sorted.length == 0
                ? 0
                : Arrays.stream(sorted)
                        .skip((long) (share * (sorted.length - 1)))
                        .findFirst()
                        .orElse(0);
    }

    private Message.Assistant ask(Case one) {
        var request = new ChatRequest(
                PlannerModel.ID,
                List.of(Message.User.of(one.say())),
                one.tools(),
                1_000,
                Optional.empty(),
                Duration.ofSeconds(30));
        return planner.chat(caller, request, _ -> {}).message();
    }

    private static String verdict(Case one, Message.Assistant answer) {
        var calls = answer.toolCalls();
        if (one.tool().isEmpty()) {
            return calls.isEmpty()
                    ? ""
                    : "CALLED " + calls.getFirst().tool() + " "
                            + calls.getFirst().arguments();
        }
        if (calls.isEmpty()) {
            return "SILENT, wanted " + one.tool() + ": " + answer.text().split("\n")[0];
        }
        var call = calls.getFirst();
        if (!call.tool().equals(one.tool())) {
            return "TOOL " + call.tool() + ", wanted " + one.tool();
        }
        var wrong = Scoring.wrong(one, call.arguments());
        return wrong.isEmpty() ? "" : "ARGS " + wrong + " in " + call.arguments();
    }
}
