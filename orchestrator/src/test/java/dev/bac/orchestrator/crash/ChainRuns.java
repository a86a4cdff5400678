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
import dev.bac.store.PostgresAddress;
import dev.bac.store.SchemaSpec;
import dev.bac.store.Store;
import dev.bac.store.StoreLimits;
import dev.bac.store.TenantSettings;
import dev.bac.store.UuidV7;
import dev.bac.store.journal.Fence;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Jdbi;
import tools.jackson.databind.node.JsonNodeFactory;

/** Runs of one workflow of all kinds of steps, begun and judged by a process that itself works on none. */
final class ChainRuns implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofMinutes(3);
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

    private final Database database;
    private final Store store;
    private final Workflows desk;
    private final Caller caller;
    private final RecordedEffects effects;
    private final Map<String, UUID> runs = new LinkedHashMap<>();

    private ChainRuns(Database database, Store store, Workflows desk, Caller caller, RecordedEffects effects) {
        this.database = database;
        this.store = store;
        this.desk = desk;
        this.caller = caller;
        this.effects = effects;
    }

    /** @param folder where the nodes have what they share beside the database */
    static ChainRuns open(PostgresAddress address, Path folder) {
        var clock = Clock.systemUTC();
        var ids = new UuidV7(clock, new SecureRandom());
        var effects = new RecordedEffects(Jdbi.create(address.jdbcUrl(), address.user(), address.password()));
        effects.prepare();
        var tenant = new TenantId(UUID.randomUUID());
        var database = Database.connect(address, clock, ids);
        var store = database.open(
                new SchemaSpec(WorkflowNode.SCHEMA, List.of("dev/bac/orchestrator/migrations", Fence.MIGRATIONS)),
                StoreLimits.ofRuns());
        var settings =
                new TenantSettings("Killed nodes", Currency.getInstance("EUR"), TestPlatform.ZONE, Locale.ENGLISH);
        store.tenants().admit(tenant, settings);
        var companies = new Companies(new GlobalRows(store, clock, ids));
        companies.create(tenant, "nodes-" + tenant.value(), settings);
        companies.activate(tenant);
        var desk = WorkflowNode.open(database, address, folder, "desk", WorkflowNode.QUICK);
        desk.catalogue().put(tenant, WORKFLOW, "test");
        return new ChainRuns(database, store, desk, caller(tenant), effects);
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

    /** Puts a version of the workflow in force that has one more step. */
    void changeTheWorkflow() {
        desk.catalogue()
                .put(
                        caller.tenant(),
                        WORKFLOW + "  - {id: f, tool: ours_thing_make, args: {what: \"=input.n + ' f'\"}}\n",
                        "test");
    }

    /** What happened, each with how often. */
    List<String> effects() {
        return effects.counted();
    }

    int size() {
        return runs.size();
    }

    void begin(int more) {
        for (int i = 0; i < more; i++) {
            String name = "run" + runs.size();
            var input = JsonNodeFactory.instance.objectNode().put("n", name);
            runs.put(name, desk.desk().start(caller, "chain", input, Optional.empty()));
        }
    }

    /** Takes up what is due, as a node does that is there for it. */
    void takeUp() {
        desk.engine().takeUp();
    }

    /** Leases that the node holds now, of runs that somebody has to go on with. */
    List<String> held(String node) {
        return store.shared(handle ->
                handle.createQuery("""
                        SELECT name FROM lease JOIN workflow_due ON name = 'workflow/' || run
                        WHERE holder = :node AND expires_at > clock_timestamp() AND due_at <= clock_timestamp()
                        """).bind("node", node).mapTo(String.class).list());
    }

    /** Those among them that the node does not hold any more, or that ended with the last statement it had sent. */
    int takenFrom(String node, List<String> leases) {
        return store.shared(handle -> handle.createQuery("""
                        SELECT count(*) FROM unnest(:names) AS one WHERE NOT EXISTS (
                            SELECT FROM lease JOIN workflow_due ON name = 'workflow/' || run
                            WHERE name = one AND holder = :node AND due_at <= clock_timestamp())
                        """)
                .bind("node", node)
                .bindArray("names", String.class, leases.toArray())
                .mapTo(Integer.class)
                .one());
    }

    /** Waits until every run has ended or is parked. */
    void awaitEnds() {
        Instant from = Instant.now();
        while (open() > 0) {
            assertThat(Duration.between(from, Instant.now()))
                    .as(open() + " runs have not ended")
                    .isLessThan(LONGEST);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    /** True when every run has ended or is parked. */
    boolean ended() {
        return open() == 0;
    }

    /** How many have neither ended nor are parked. */
    int open() {
        return store.read(caller.tenant(), tx -> tx.sql()
                .createQuery("SELECT count(*) FROM workflow_run WHERE state NOT IN ('done', 'parked')")
                .mapTo(Integer.class)
                .one());
    }

    /** What became of the runs. */
    record Judged(int runs, int effects, int parked, int reconciled) {}

    /** Every effect once, none lost but behind a parked step, nothing written under an epoch that was over. */
    Judged judge() {
        var counted = Set.copyOf(effects.counted());
        assertThat(counted).as("doubled").allMatch(effect -> effect.endsWith(" x1"));
        assertThat(writtenLate()).as("written under an epoch that was over").isZero();
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
        return new Judged(runs.size(), counted.size(), parked, effects.reconciled());
    }

    private int writtenLate() {
        return store.read(
                caller.tenant(),
                tx -> tx.sql().createQuery("""
                        SELECT count(*) FROM journal late JOIN journal early
                          ON early.run = late.run AND early.seq < late.seq AND early.epoch > late.epoch
                        """).mapTo(Integer.class).one());
    }

    @Override
    public void close() {
        desk.close();
        database.close();
    }
}
