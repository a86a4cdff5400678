package dev.bac.orchestrator.command.bench;

import dev.bac.identity.Caller;
import dev.bac.mcp.ToolServer;
import dev.bac.store.Traffic;
import java.util.concurrent.TimeUnit;

/**
 * What the seven steps of activations cost: milliseconds as they are recorded, statements and transactions as this
 * process counts them between one step's end and the next. The looks at the progress are taken off, and so is what the
 * product asks of its database while nothing happens.
 */
final class StepCosts {
    private static final int STEPS = 7;
    private static final int IDLE_MILLIS = 2_000;

    private final ToolServer server;
    private final Caller caller;
    private final Traffic traffic;
    private final double[] millis = new double[STEPS + 1];
    private final double[] statements = new double[STEPS + 1];
    private final double[] transactions = new double[STEPS + 1];
    private final String[] names = new String[STEPS + 1];
    private final double idleStatements;
    private final double idleTransactions;
    private int done;
    private Mark last;

    private record Mark(long statements, long transactions, long nanos) {}

    /** Measures what goes on while nothing is asked for. */
    StepCosts(ToolServer server, Caller caller, Traffic traffic) throws InterruptedException {
        this.server = server;
        this.caller = caller;
        this.traffic = traffic;
        names[0] = "until it is begun";
        last = mark();
        TimeUnit.MILLISECONDS.sleep(IDLE_MILLIS);
        var after = mark();
        double nanos = after.nanos() - last.nanos();
        idleStatements = (after.statements() - last.statements()) / nanos;
        idleTransactions = (after.transactions() - last.transactions()) / nanos;
    }

    private Mark mark() {
        return new Mark(traffic.statements(), traffic.transactions(), System.nanoTime());
    }

    /** Another business is asked for now. */
    void begin() {
        done = 0;
        last = mark();
    }

    private record Step(int position, String name, boolean begun, boolean done, double millis) {}

    /** One look. @return whether all its steps are done */
    boolean ended(String business) {
        var steps = server.store().read(caller.tenant(), tx -> tx.sql()
                .createQuery("""
                        SELECT s.position, s.name, s.started_at IS NOT NULL AS begun, s.state = 'DONE' AS done,
                               coalesce(extract(epoch FROM s.finished_at - s.started_at) * 1000, 0) AS millis
                        FROM activation a JOIN activation_step s ON s.activation_id = a.id
                        WHERE a.business_name = :name ORDER BY s.position
                        """)
                .bind("name", business)
                .map((row, _) -> new Step(
                        row.getInt("position"),
                        row.getString("name"),
                        row.getBoolean("begun"),
                        row.getBoolean("done"),
                        row.getDouble("millis")))
                .list());
        int now = 0;
        for (var step : steps) {
            now += step.done() ? 1 : 0;
        }
        // What was seen done together is counted with the last of them.
        boolean begun = !steps.isEmpty() && steps.getFirst().begun();
        int next = now > done ? now : Math.min(STEPS, done + 1);
        spent(begun ? next : 0);
        if (now == STEPS && done < STEPS) {
            steps.forEach(step -> {
                names[step.position()] =
                        step.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
                millis[step.position()] += step.millis();
            });
        }
        done = now;
        return now == STEPS;
    }

    private void spent(int step) {
        var now = mark();
        double nanos = now.nanos() - last.nanos();
        statements[step] += now.statements() - last.statements() - 1 - idleStatements * nanos;
        transactions[step] += now.transactions() - last.transactions() - 1 - idleTransactions * nanos;
        if (step == 0) {
            millis[0] += nanos / 1e6;
        }
        last = now;
    }

    void print(int businesses) {
        double allStatements = 0;
        double allTransactions = 0;
        for (int step = 0; step <= STEPS; step++) {
            System.out.printf(
                    "  %d %-24s %8.1f ms   %6.1f statements   %6.1f transactions%n",
                    step,
                    names[step],
                    millis[step] / businesses,
                    statements[step] / businesses,
                    transactions[step] / businesses);
            allStatements += statements[step] / businesses;
            allTransactions += transactions[step] / businesses;
        }
        System.out.printf("  all of it %35.1f statements   %6.1f transactions%n", allStatements, allTransactions);
    }
}
