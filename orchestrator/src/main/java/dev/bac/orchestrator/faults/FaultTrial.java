package dev.bac.orchestrator.faults;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.TenantId;
import dev.bac.identity.UserId;
import dev.bac.llm.ChatModel;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.Message;
import dev.bac.llm.ModelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One fault, one way to ask: three vendors, of which the first, the most wanted, fails for a while. Requests come at a
 * fixed pace whatever the answers do, and are timed from when they were due.
 *
 * @param scale of all times, 1 for full length
 */
record FaultTrial(Fault fault, Way way, int requests, double scale) {
    private static final int WARM_UP = 40;
    private static final int MOST_CHECKS = 4_000;
    private static final Duration CHECK = Duration.ofMillis(10);
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final int ANSWER = 24;
    private static final Caller CALLER = new Caller(
            new TenantId(new UUID(0, 1)),
            new UserId(new UUID(0, 2)),
            "bench",
            Set.of(),
            Set.of(),
            Channel.API,
            Optional.empty());

    /**
     * Calls made beside a late one.
     *
     * @param calls since the vendors were first asked
     * @param asked questions since then, those before the fault included: what the cap is a share of
     */
    record Hedged(long calls, int asked) {
        double percent() {
            return 100.0 * calls / asked;
        }
    }

    /**
     * What came of it.
     *
     * @param millis of each request, sorted
     * @param extra tokens billed beyond those of one answer a request, as a share: of calls that were given up or cut, and
     *     of those made beside a late one
     * @param failover milliseconds from a vendor's failure until the next was asked, sorted; empty when it cannot be told
     * @param recovery from the vendor's recovery until its first answer; empty when it gave none in time
     */
    record Result(
            int answered,
            int requests,
            List<Double> millis,
            double extra,
            Hedged hedged,
            List<Double> failover,
            Optional<Duration> recovery) {

        double success() {
            return (double) answered / requests;
        }

        static double percentile(List<Double> sorted, double share) {
            return sorted.isEmpty() ? Double.NaN : sorted.get((int) Math.min(sorted.size() - 1, sorted.size() * share));
        }
    }

    Result run() throws InterruptedException {
        try (var a = new FaultyVendor("a", scale);
                var b = new FaultyVendor("b", scale);
                var c = new FaultyVendor("c", scale)) {
            var vendors = List.of(a, b, c);
            var asked = way.over(vendors, scale);
            ChatModel model = asked.model();
            for (int number = 1; number <= WARM_UP; number++) {
                ask(model, -number);
            }
            vendors.forEach(vendor -> vendor.billed.set(0));
            a.fail(fault);
            var answered = new AtomicInteger();
            List<Double> millis = paced(model, answered);
            long billed =
                    vendors.stream().mapToLong(vendor -> vendor.billed.get()).sum();
            var hedged = new Hedged(asked.hedges().getAsLong(), WARM_UP + requests);
            a.heal();
            long healed = System.nanoTime();
            Optional<Duration> recovery = recovery(model, a, healed);
            double extra = answered.get() == 0 ? 0 : (double) billed / ((long) answered.get() * ANSWER) - 1;
            return new Result(answered.get(), requests, millis, extra, hedged, failover(a, List.of(b, c)), recovery);
        }
    }

    private List<Double> paced(ChatModel model, AtomicInteger answered) throws InterruptedException {
        var took = new double[requests];
        Duration pace = Way.scaled(Fault.LENGTH, scale).dividedBy(requests);
        long begin = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int number = 0; number < requests; number++) {
                int question = number;
                long due = begin + pace.toNanos() * question;
                Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
                threads.execute(() -> {
                    if (ask(model, question)) {
                        answered.incrementAndGet();
                    }
                    took[question] = (System.nanoTime() - due) / 1e6;
                });
            }
        }
        return java.util.Arrays.stream(took).sorted().boxed().toList();
    }

    /** @return false when there was no whole answer */
    private static boolean ask(ChatModel model, int question) {
        var request = new ChatRequest(
                ChatRequest.AUTO,
                List.of(Message.User.of("What is overdue? #" + question + "#")),
                List.of(),
                100,
                Optional.empty(),
                TIMEOUT);
        try {
            return model.chat(CALLER, request, text -> {}).message().text().endsWith("overdue.");
        } catch (ModelException failed) {
            return false;
        }
    }

    /** Questions after the others', until the vendor that was down answers one. */
    private Optional<Duration> recovery(ChatModel model, FaultyVendor vendor, long healed) throws InterruptedException {
        for (int check = 0; check < MOST_CHECKS; check++) {
            int question = requests + check;
            ask(model, question);
            if (vendor.askedAt.containsKey(question) && !vendor.failedAt.containsKey(question)) {
                return Optional.of(Duration.ofNanos(System.nanoTime() - healed));
            }
            Thread.sleep(CHECK);
        }
        return Optional.empty();
    }

    private List<Double> failover(FaultyVendor failing, List<FaultyVendor> others) {
        var millis = new ArrayList<Double>();
        if (fault.atOnce()) {
            failing.failedAt.forEach((question, failed) -> others.stream()
                    .filter(other -> other.askedAt.containsKey(question))
                    .mapToLong(other -> other.askedAt.get(question))
                    .min()
                    .ifPresent(asked -> millis.add(Math.max(0, asked - failed) / 1e6)));
        }
        return millis.stream().sorted().toList();
    }
}
