package dev.bac.orchestrator.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.Role;
import dev.bac.identity.TenantId;
import dev.bac.identity.UserId;
import dev.bac.orchestrator.access.Companies;
import dev.bac.orchestrator.access.GlobalRows;
import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.orchestrator.workflow.WorkflowRun;
import dev.bac.orchestrator.workflow.Workflows;
import dev.bac.store.Database;
import dev.bac.store.SchemaSpec;
import dev.bac.store.TenantSettings;
import dev.bac.store.UuidV7;
import dev.bac.store.journal.Fence;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Two processes work on the same runs, and again and again one of them is killed with SIGKILL: each effect of a server that
 * keeps keys happens once, each of one that does not at most once, and every run ends or is parked. {@code
 * -DnodeKills=500}; {@code TwoNodesTest} is the short one.
 */
@Timeout(7_200)
@EnabledIfSystemProperty(named = "nodeKills", matches = "[1-9][0-9]*")
class KilledNodesTest {
    private static final int KILLS = Integer.getInteger("nodeKills", 10);
    private static final int RUNS_A_KILL = 6;
    private static final String WORKFLOW = """
            apiVersion: bac/v1
            kind: Workflow
            metadata: {name: chain, title: Chain, department: Tests, maturity: live}
            description: For a test.
            inputs: {n: {}}
            steps:
              - {id: a, tool: ours_thing_make, args: {what: "=input.n + ' a'"}}
              - id: both
                parallel:
                  - name: left
                    steps: [{id: b, tool: ours_thing_make, args: {what: "=input.n + ' b'"}}]
                  - name: right
                    steps: [{id: c, tool: ours_thing_make, args: {what: "=input.n + ' c'"}}]
              - {id: pause, wait: {time: 1s}}
              - {id: d, tool: theirs_thing_send, args: {what: "=input.n + ' d'"}}
              - {id: e, tool: ours_thing_make, args: {what: "=input.n + ' e'"}}
            """;

    private final Random random = new Random(20_261_121);
    private final List<Long> takeovers = new ArrayList<>();

    @Test
    void doublesNoEffectAndLosesNoRun(@TempDir Path folder) throws IOException, InterruptedException {
        var address = TestPlatform.shared().platform().storage().address();
        var clock = Clock.systemUTC();
        var ids = new UuidV7(clock, new SecureRandom());
        var effects = new RecordedEffects(Jdbi.create(address.jdbcUrl(), address.user(), address.password()));
        effects.prepare();
        var tenant = new TenantId(UUID.randomUUID());
        try (var database = Database.connect(address, clock, ids)) {
            admit(database, tenant, clock, ids);
            try (var desk = WorkflowNode.open(database, address, folder, "desk")) {
                desk.catalogue().put(tenant, WORKFLOW, "test");
                var caller = caller(tenant);
                var runs = work(desk, caller, folder);
                judge(desk, caller, runs, effects);
            }
        }
    }

    private static void admit(Database database, TenantId tenant, Clock clock, UuidV7 ids) {
        var store = database.open(
                new SchemaSpec(WorkflowNode.SCHEMA, List.of("dev/bac/orchestrator/migrations", Fence.MIGRATIONS)));
        var settings =
                new TenantSettings("Killed nodes", Currency.getInstance("EUR"), TestPlatform.ZONE, Locale.ENGLISH);
        store.tenants().admit(tenant, settings);
        var companies = new Companies(new GlobalRows(store, clock, ids));
        companies.create(tenant, "killed-nodes", settings);
        companies.activate(tenant);
    }

    private static Caller caller(TenantId tenant) {
        var roles = Set.of(Role.ADMIN);
        return new Caller(
                tenant,
                new UserId(UUID.randomUUID()),
                "ann",
                roles,
                Role.scopesOf(roles),
                Channel.API,
                Optional.empty());
    }

    /** Begins runs while one node after the other is killed. @return the runs by their input */
    private Map<String, UUID> work(Workflows desk, Caller caller, Path folder)
            throws IOException, InterruptedException {
        var runs = new HashMap<String, UUID>();
        var nodes = new ArrayList<>(List.of(start(folder, 0), start(folder, 1)));
        try {
            for (int kill = 0; kill < KILLS; kill++) {
                for (int i = 0; i < RUNS_A_KILL; i++) {
                    String name = "run" + runs.size();
                    runs.put(
                            name,
                            desk.desk()
                                    .start(
                                            caller,
                                            "chain",
                                            JsonNodeFactory.instance
                                                    .objectNode()
                                                    .put("n", name),
                                            Optional.empty()));
                }
                Thread.sleep(20 + random.nextInt(400));
                int victim = kill % 2;
                nodes.get(victim).destroyForcibly().waitFor();
                takeovers.add(ended(desk, caller, runs));
                nodes.set(victim, start(folder, victim));
            }
        } finally {
            nodes.forEach(Process::destroyForcibly);
        }
        return runs;
    }

    /** Waits until every run has ended or is parked, by the node that is left. @return milliseconds */
    private static long ended(Workflows desk, Caller caller, Map<String, UUID> runs) {
        Instant from = Instant.now();
        while (!runs.values().stream().allMatch(run -> over(desk, caller, run))) {
            assertThat(Duration.between(from, Instant.now())).isLessThan(Duration.ofMinutes(2));
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        return Duration.between(from, Instant.now()).toMillis();
    }

    private static boolean over(Workflows desk, Caller caller, UUID run) {
        var state = desk.desk().find(caller, run).orElseThrow().run().state();
        return state == WorkflowRun.State.DONE || state == WorkflowRun.State.PARKED;
    }

    private void judge(Workflows desk, Caller caller, Map<String, UUID> runs, RecordedEffects effects) {
        var counted = effects.counted();
        assertThat(counted).as("doubled").allMatch(effect -> effect.endsWith(" x1"));
        int parked = 0;
        for (var run : runs.entrySet()) {
            var state =
                    desk.desk().find(caller, run.getValue()).orElseThrow().run().state();
            for (String step : List.of("a", "b", "c")) {
                assertThat(counted).contains(run.getKey() + " " + step + " x1");
            }
            if (state == WorkflowRun.State.DONE) {
                assertThat(counted).contains(run.getKey() + " d x1", run.getKey() + " e x1");
            } else {
                parked++;
            }
        }
        long[] sorted = takeovers.stream().mapToLong(Long::longValue).sorted().toArray();
        System.out.printf(
                "%d nodes killed: %d runs, %d effects, 0 doubled, %d parked; all ended %d ms after a kill (median), %d ms (most)%n",
                KILLS,
                runs.size(),
                counted.size(),
                parked,
                sorted[sorted.length / 2],
                Arrays.stream(sorted).max().orElse(0));
    }

    private static Process start(Path folder, int node) throws IOException {
        var address = TestPlatform.shared().platform().storage().address();
        var process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WorkflowNode.class.getName(),
                        address.host(),
                        Integer.toString(address.port()),
                        address.database(),
                        address.user(),
                        address.password(),
                        folder.toString(),
                        "node" + node)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); !"ready".equals(line); line = out.readLine()) {
            if (line == null) {
                throw new AssertionError("node " + node + " ended before it was ready");
            }
        }
        return process;
    }
}
