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
import dev.bac.store.UuidV7;
import dev.bac.store.journal.Fence;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
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

    public static void main(String... arguments) {
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
            System.out.println("ready");
            System.out.flush();
            while (!Thread.currentThread().isInterrupted()) {
                node.engine().takeUp();
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        }
    }

    static Workflows open(Database database, PostgresAddress address, Path folder, String name, WorkflowLimits limits) {
        var clock = Clock.systemUTC();
        var ids = new UuidV7(clock, new SecureRandom());
        var store = database.open(new SchemaSpec(SCHEMA, List.of("dev/bac/orchestrator/migrations", Fence.MIGRATIONS)));
        var global = new GlobalRows(store, clock, ids);
        var effects = new RecordedEffects(Jdbi.create(address.jdbcUrl(), address.user(), address.password()));
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
                        SealingKey.of(folder, new SecureRandom())),
                new Catalogue(store),
                new Workflows.Chat(
                        () -> {
                            throw new IllegalStateException("these workflows ask no agents");
                        },
                        Rows.of(store)),
                new Engine.Node(name, limits, clock));
    }
}
