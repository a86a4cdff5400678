package dev.bac.orchestrator.command.bench;

import dev.bac.identity.Caller;
import dev.bac.mcp.ToolAnswer;
import dev.bac.mcp.ToolInvocation;
import dev.bac.mcp.ToolServer;
import dev.bac.orchestrator.command.bench.ClosedLoop.Asker;
import dev.bac.orchestrator.command.bench.ClosedLoop.Way;
import dev.bac.orchestrator.command.instance.Running;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stock moves a second, each a call of the tool in a transaction of its own — scopes, row-level security, locks, value,
 * event, audit — beside the least that SQL could do for one: two balances and a row, in a transaction of their own. Both
 * run in turn on the same database, so that both see the same machine.
 */
record ErpBench(Running running, Caller caller) {
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final Duration TRIAL = Duration.ofSeconds(3);
    private static final int TRIALS = 3;
    private static final int ITEMS = 50;
    private static final List<Integer> CALLERS = List.of(8, 1);

    void run() {
        var server = running.platform().server("erp");
        prepare(server);
        for (int callers : CALLERS) {
            var raw = new ClosedLoop(new Way("raw SQL: two balances and a move", () -> baseline(server)), callers);
            var received = new ClosedLoop(new Way("erp_stock_move, receive", () -> moves(server, "receive")), callers);
            var shipped = new ClosedLoop(new Way("erp_stock_move, ship", () -> moves(server, "ship")), callers);
            var loops = List.of(raw, received, shipped);
            loops.forEach(loop -> loop.warmUp(WARM_UP));
            for (int trial = 0; trial < TRIALS; trial++) {
                loops.forEach(loop -> loop.trial(TRIAL));
            }
            loops.forEach(ClosedLoop::print);
            System.out.printf(
                    "moves a second to raw SQL, c=%d: receive %.2f, ship %.2f%n",
                    callers, received.perSecond() / raw.perSecond(), shipped.perSecond() / raw.perSecond());
        }
    }

    private void prepare(ToolServer server) {
        server.store().asOwner(caller.tenant(), tx -> {
            tx.sql()
                    .execute(
                            "CREATE TABLE bench_balance (item int, place int, on_hand numeric NOT NULL, PRIMARY KEY (item, place))");
            tx.sql()
                    .execute(
                            "CREATE TABLE bench_move (id uuid PRIMARY KEY DEFAULT uuidv7(), item int, quantity numeric, at timestamptz DEFAULT now())");
            tx.sql()
                    .execute(
                            "INSERT INTO bench_balance SELECT i, p, 0 FROM generate_series(0, ?) i, generate_series(0, 1) p",
                            ITEMS);
            tx.sql().execute("SELECT bac_share('bench_balance'), bac_share('bench_move')");
            return 0;
        });
        for (int item = 1; item <= ITEMS; item++) {
            move(server, "receive", item, 1_000_000);
        }
    }

    private Asker baseline(ToolServer server) {
        return () -> server.store().<Integer>write(caller.tenant(), tx -> {
                    int item = ThreadLocalRandom.current().nextInt(ITEMS);
                    tx.sql()
                            .execute(
                                    "UPDATE bench_balance SET on_hand = on_hand - 1 WHERE item = ? AND place = 0",
                                    item);
                    tx.sql()
                            .execute(
                                    "UPDATE bench_balance SET on_hand = on_hand + 1 WHERE item = ? AND place = 1",
                                    item);
                    return tx.sql().execute("INSERT INTO bench_move (item, quantity) VALUES (?, 1)", item);
                })
                == 1;
    }

    private Asker moves(ToolServer server, String action) {
        return () -> move(server, action, ThreadLocalRandom.current().nextInt(1, ITEMS + 1), 1);
    }

    private boolean move(ToolServer server, String action, int item, int quantity) {
        var arguments = JsonMapper.shared()
                .createObjectNode()
                .put("action", action)
                .put("item", "SKU-" + (1000 + item))
                .put("quantity", Integer.toString(quantity))
                .put("warehouse", "Munich");
        return server.call(caller, ToolInvocation.of("erp_stock_move", arguments)) instanceof ToolAnswer.Result;
    }
}
