package dev.bac.orchestrator.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.Role;
import dev.bac.identity.TenantId;
import dev.bac.identity.UserId;
import dev.bac.orchestrator.access.Companies;
import dev.bac.orchestrator.access.GlobalRows;
import dev.bac.orchestrator.approval.Approval;
import dev.bac.orchestrator.conversation.Rows;
import dev.bac.orchestrator.servers.SealingKey;
import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.orchestrator.workflow.Engine;
import dev.bac.orchestrator.workflow.Workflows;
import dev.bac.store.Database;
import dev.bac.store.PostgresAddress;
import dev.bac.store.SchemaSpec;
import dev.bac.store.Store;
import dev.bac.store.StoreLimits;
import dev.bac.store.TenantSettings;
import dev.bac.store.UuidV7;
import dev.bac.store.journal.Fence;
import dev.bac.store.journal.Leases;
import dev.bac.tools.Tool;
import dev.bac.tools.ToolCall;
import dev.bac.tools.ToolOutcome;
import dev.bac.tools.Toolbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Runs that an earlier version began, as it left them when all its nodes died, are gone on with. When what is stored of a
 * run changes, the version before writes another file: {@code -DwriteRuns=<file>}; those that are there stay.
 */
@Timeout(300)
class EarlierRunsTest {
    private static final String EARLIER = "runs-2026-11-21.sql";
    private static final String AT = "-- at ";
    private static final TenantId TENANT = new TenantId(UUID.fromString("0199f3a0-0000-7000-8000-000000000001"));
    private static final String SCHEMA = "earlier_runs";
    private static final String HEAD = """
            apiVersion: bac/v1
            kind: Workflow
            metadata: {name: %s, title: A test, department: Tests, maturity: live}
            description: For a test.
            inputs: {n: {}}
            runAs: {service: tester, scopes: []}
            steps:
              - {id: a, tool: ours_thing_make, args: {what: "=input.n + ' a'"}}
            """;
    private static final String LAST = "  - {id: z, tool: ours_thing_make, args: {what: \"=input.n + ' z'\"}}\n";
    private static final Map<String, String> WORKFLOWS = Map.of(
            "plain", LAST,
            "asks", "  - {id: ask, wait: {approval: \"Shall we?\"}}\n" + LAST,
            "later", "  - {id: pause, wait: {time: 30m}}\n" + LAST,
            "sends", "  - {id: d, tool: theirs_thing_send, args: {what: \"=input.n + ' d'\"}}\n" + LAST);
    /** What its run is of, and in which state the earlier version left it. */
    private static final Map<String, String> RUNS = Map.of(
            "finished", "plain",
            "asked", "asks",
            "timed", "later",
            "unsent", "plain",
            "unheard", "plain",
            "unknown", "sends");

    private final PostgresAddress address =
            TestPlatform.shared().platform().storage().address();
    private final Jdbi superuser = Jdbi.create(address.jdbcUrl(), address.user(), address.password());
    private final RecordedEffects effects = new RecordedEffects(superuser);
    private final StoredRuns stored = new StoredRuns(superuser, SCHEMA, TENANT);

    /** A node, with its time. */
    private record Node(Database database, Store store, Workflows workflows) implements AutoCloseable {
        void until(Map<String, String> wanted) {
            Instant from = Instant.now();
            while (!states().equals(new TreeMap<>(wanted))) {
                assertThat(Duration.between(from, Instant.now()))
                        .as(() -> states().toString())
                        .isLessThan(Duration.ofMinutes(1));
                workflows.engine().takeUp();
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        }

        Map<String, String> states() {
            return store.read(TENANT, tx -> {
                var states = new TreeMap<String, String>();
                tx.sql()
                        .createQuery("SELECT input ->> 'n' AS n, state FROM workflow_run")
                        .map((row, _) -> Map.entry(row.getString("n"), row.getString("state")))
                        .forEach(run -> states.put(run.getKey(), run.getValue()));
                return states;
            });
        }

        @Override
        public void close() {
            workflows.close();
            database.close();
        }
    }

    private static Node node(PostgresAddress address, Toolbox toolbox, Path folder, Clock clock) {
        var database = Database.connect(address, clock, new UuidV7(clock, new SecureRandom()));
        var store = database.open(
                new SchemaSpec(SCHEMA, List.of("dev/bac/orchestrator/migrations", Fence.MIGRATIONS)),
                StoreLimits.ofRuns());
        var workflows = WorkflowNode.open(
                database,
                SCHEMA,
                toolbox,
                SealingKey.of(folder, new SecureRandom()),
                new Engine.Node("node", WorkflowNode.QUICK, clock));
        return new Node(database, store, workflows);
    }

    private Node node(Toolbox toolbox, Path folder, Instant now) {
        return node(address, toolbox, folder, Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), now)));
    }

    private static void found(Node node) {
        var settings = new TenantSettings("Earlier", Currency.getInstance("EUR"), TestPlatform.ZONE, Locale.ENGLISH);
        node.store().tenants().admit(TENANT, settings);
        var clock = Clock.systemUTC();
        var companies = new Companies(new GlobalRows(node.store(), clock, new UuidV7(clock, new SecureRandom())));
        companies.create(TENANT, "earlier-runs", settings);
        companies.activate(TENANT);
    }

    @Test
    @DisabledIfSystemProperty(named = "writeRuns", matches = ".+")
    void goesOnWithWhatAnEarlierVersionBegan(@TempDir Path folder) throws IOException {
        String sql;
        try (var in = EarlierRunsTest.class.getResourceAsStream(EARLIER)) {
            sql = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        Instant left = Instant.parse(sql.lines().findFirst().orElseThrow().substring(AT.length()));
        effects.prepare();
        var states = new TreeMap<>(Map.of("finished", "done", "unsent", "done", "unheard", "done"));
        states.putAll(Map.of("unknown", "parked", "asked", "waiting", "timed", "waiting"));
        try (var node = node(effects, folder, left)) {
            found(node);
            stored.read(sql);
            new Leases(node.store()).endAll();

            node.until(states);
            approve(node);
            states.put("asked", "done");
            node.until(states);
        }
        try (var node = node(effects, folder, left.plus(Duration.ofHours(1)))) {
            states.put("timed", "done");
            node.until(states);
        }
        assertThat(effects.counted())
                .as("each once")
                .containsExactlyInAnyOrder(
                        "asked a x1",
                        "asked z x1",
                        "finished a x1",
                        "finished z x1",
                        "timed a x1",
                        "timed z x1",
                        "unheard a x1",
                        "unheard z x1",
                        "unknown a x1",
                        "unknown d x1",
                        "unsent a x1",
                        "unsent z x1");
        assertThat(effects.reconciled()).as("settled by its key").isEqualTo(1);
    }

    private static void approve(Node node) {
        var rows = Rows.of(node.store());
        node.store().write(TENANT, tx -> {
            var pending = tx.sql()
                    .createQuery("SELECT id, run FROM approval WHERE state = 'pending'")
                    .map((row, _) -> List.of(row.getObject("id", UUID.class), row.getObject("run", UUID.class)))
                    .list();
            assertThat(pending).hasSize(1);
            rows.approvals().decide(tx, pending.getFirst().get(0), Approval.State.APPROVED, admin(), null);
            return node.workflows().wakes().wake(tx, pending.getFirst().get(1));
        });
    }

    private static Caller admin() {
        var roles = Set.of(Role.ADMIN);
        return new Caller(
                TENANT,
                new UserId(UUID.randomUUID()),
                "ann",
                roles,
                Role.scopesOf(roles),
                Channel.API,
                Optional.empty());
    }

    @Test
    @EnabledIfSystemProperty(named = "writeRuns", matches = ".+")
    void writesRunsForLaterVersions(@TempDir Path folder) throws IOException {
        effects.prepare();
        var standing = new Standing(effects, new CountDownLatch(3));
        try (var node = node(standing, folder, Instant.now())) {
            found(node);
            WORKFLOWS.forEach(
                    (name, rest) -> node.workflows().catalogue().put(TENANT, HEAD.formatted(name) + rest, "test"));
            RUNS.forEach((name, workflow) -> node.workflows()
                    .desk()
                    .start(
                            admin(),
                            workflow,
                            JsonNodeFactory.instance.objectNode().put("n", name),
                            Optional.empty()));
            node.until(Map.of(
                    "finished",
                    "done",
                    "asked",
                    "waiting",
                    "timed",
                    "waiting",
                    "unsent",
                    "running",
                    "unheard",
                    "running",
                    "unknown",
                    "running"));
            standing.reached().await();
            Files.writeString(
                    Path.of(System.getProperty("writeRuns")),
                    AT + Instant.now() + "\n" + String.join("\n", stored.write()) + "\n");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Stands still for ever before one call and after two others. */
    private record Standing(RecordedEffects effects, CountDownLatch reached) implements Toolbox {
        @Override
        public List<Tool> tools(Caller caller) {
            return effects.tools(caller);
        }

        @Override
        public ToolOutcome call(Caller caller, ToolCall call) {
            String what = call.arguments().path("what").asString("");
            if (what.equals("unsent z")) {
                stand();
            }
            var outcome = effects.call(caller, call);
            if (Set.of("unheard z", "unknown d").contains(what)) {
                stand();
            }
            return outcome;
        }

        private void stand() {
            reached.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("it ends", e);
            }
        }
    }
}
