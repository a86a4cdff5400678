package dev.bac.orchestrator.crash;

import dev.bac.identity.Grants;
import dev.bac.orchestrator.access.Companies;
import dev.bac.orchestrator.access.GlobalRows;
import dev.bac.orchestrator.access.Members;
import dev.bac.orchestrator.access.Resumption;
import dev.bac.orchestrator.access.StoredKeyRing;
import dev.bac.orchestrator.conversation.Rows;
import dev.bac.orchestrator.servers.SealingKey;
import dev.bac.orchestrator.workflow.Catalogue;
import dev.bac.orchestrator.workflow.Engine;
import dev.bac.orchestrator.workflow.WorkflowLimits;
import dev.bac.orchestrator.workflow.Workflows;
import dev.bac.store.Database;
import dev.bac.store.PostgresAddress;
import dev.bac.store.SchemaSpec;
import dev.bac.store.StoreLimits;
import dev.bac.store.UuidV7;
import dev.bac.store.journal.Fence;
import dev.bac.tools.Toolbox;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;

/** A node as a process of its own: it works on whatever runs of workflows are due, until it is killed. */
public final class WorkflowNode {
    static final String SCHEMA = "killed_nodes";
    static final WorkflowLimits QUICK =
            new WorkflowLimits(32, Duration.ofSeconds(1), Duration.ofMillis(200), 1_000, 100, 10_000);
    /** As in the product, but for how often a run may outlive its node. */
    private static final WorkflowLimits USUAL =
            new WorkflowLimits(32, WorkflowLimits.USUAL.lease(), WorkflowLimits.USUAL.beat(), 1_000, 100, 10_000);

    private WorkflowNode() {}

    public static void main(String... arguments) throws InterruptedException {
        var address = new PostgresAddress(
                arguments[0], Integer.parseInt(arguments[1]), arguments[2], arguments[3], arguments[4]);
        var clock = Clock.systemUTC();
        var ids = new UuidV7(clock, new SecureRandom());
        try (var database = Database.connect(address, clock, ids);
                var node = open(
                        database,
                        address,
                        Path.of(arguments[5]),
                        arguments[6],
                        arguments[7].equals("usual") ? USUAL : QUICK)) {
            var leaving = new CountDownLatch(1);
            onTermination(Thread.currentThread(), leaving);
            System.out.println("ready");
            System.out.flush();
            while (!leaving.await(50, TimeUnit.MILLISECONDS)) {
                look(node);
            }
        }
    }

    /** As the product's scheduler does: a look for work that failed, for a session that ended say, is made again. */
    private static void look(Workflows node) {
        try {
            node.engine().takeUp();
        } catch (RuntimeException failed) {
            System.err.println("looked in vain: " + failed);
        }
    }

    /** SIGTERM closes the node as it closes the product: steps at work come to their end, no new ones begin. */
    private static void onTermination(Thread node, CountDownLatch leaving) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            leaving.countDown();
            try {
                node.join(Duration.ofSeconds(20));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    static Workflows open(Database database, PostgresAddress address, Path folder, String name, WorkflowLimits limits) {
        var effects = new RecordedEffects(Jdbi.create(address.jdbcUrl(), address.user(), address.password()));
        return open(
                database,
                SCHEMA,
                effects,
                SealingKey.of(folder, new SecureRandom()),
                new Engine.Node(name, limits, Clock.systemUTC()));
    }

    static Workflows open(Database database, String schema, Toolbox effects, SealingKey seal, Engine.Node node) {
        var clock = node.clock();
        var ids = new UuidV7(clock, new SecureRandom());
        var store = database.open(
                new SchemaSpec(schema, List.of("dev/bac/orchestrator/migrations", Fence.MIGRATIONS)),
                StoreLimits.ofRuns());
        var global = new GlobalRows(store, clock, ids);
        return new Workflows(
                new Workflows.Ground(
                        store,
                        new Companies(global),
                        new Resumption(new Members(global)),
                        effects,
                        Set.of("ours"),
                        new Grants("http://node", StoredKeyRing.open(global), clock),
                        "1",
                        Map.of(),
                        seal),
                new Catalogue(store),
                new Workflows.Chat(
                        () -> {
                            throw new IllegalStateException("these workflows ask no agents");
                        },
                        Rows.of(store)),
                node);
    }
}
