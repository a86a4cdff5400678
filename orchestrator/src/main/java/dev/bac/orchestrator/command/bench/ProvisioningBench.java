package dev.bac.orchestrator.command.bench;

import dev.bac.identity.Caller;
import dev.bac.identity.Grant;
import dev.bac.mcp.ToolAnswer;
import dev.bac.mcp.ToolInvocation;
import dev.bac.mcp.ToolServer;
import dev.bac.orchestrator.access.ApiEntrance;
import dev.bac.orchestrator.command.instance.Failed;
import dev.bac.orchestrator.command.instance.Options;
import dev.bac.orchestrator.command.instance.Running;
import dev.bac.orchestrator.config.LimitSettings;
import dev.bac.orchestrator.config.ServerSettings;
import dev.bac.orchestrator.instance.InstanceFile;
import dev.bac.orchestrator.platform.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/**
 * How long a business takes from the request until it is active, one after the other: all five servers' parts, seven
 * steps, each recorded. First without anything prepared, then from a pool of prepared tenants, on the same data. The aims
 * are p95 &lt; 2 s cold and &lt; 200 ms pooled. Beside the times it counts what each step asks of the database: counts
 * stay comparable on a machine that does other things.
 */
record ProvisioningBench(Path folder, int businesses) {
    private static final int WARM_UP = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final List<String> INDUSTRIES =
            List.of("pharmacy", "retail", "restaurant", "clinic", "manufacturing", "consulting");
    private static final List<String> COUNTRIES = List.of("NG", "KE", "DE", "GB", "US", "IN", "BR", "JP");

    void run() throws IOException, InterruptedException {
        part("cold", 0);
        part("from the pool", businesses + WARM_UP);
    }

    private void part(String name, int prepared) throws IOException, InterruptedException {
        var defaults = new Options().defaults();
        var limits = LimitSettings.DEFAULT;
        var settings = defaults.with(new ServerSettings("127.0.0.1", 0, folder))
                .with(new LimitSettings(
                        limits.bodyBytes(),
                        limits.requestsPerSecond(),
                        limits.pageRows(),
                        limits.runTime(),
                        limits.runs(),
                        prepared));
        try (var running = Running.start(settings, false)) {
            var server = running.platform().server("provisioning");
            String key = InstanceFile.find(folder).orElseThrow().key();
            Caller caller = new ApiEntrance(running.platform().access().keys())
                    .caller(key)
                    .orElseThrow();
            ready(server, caller, prepared);
            Quiet.await();
            var warm = new StepCosts(
                    server, caller, running.platform().storage().database().traffic());
            for (int i = 0; i < WARM_UP; i++) {
                business(running.platform(), caller, name + " warm " + i, i, warm);
            }
            var samples = new Samples(businesses);
            var steps = new StepCosts(
                    server, caller, running.platform().storage().database().traffic());
            for (int i = 0; i < businesses; i++) {
                steps.begin();
                samples.add(business(running.platform(), caller, name + " " + i, i, steps));
            }
            samples.print("a business, " + name);
            steps.print(businesses);
        }
    }

    private static void ready(ToolServer server, Caller caller, int prepared) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (spares(server, caller) < prepared && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static int spares(ToolServer server, Caller caller) {
        return server.store().read(caller.tenant(), tx -> tx.sql()
                .createQuery("SELECT count(*) FROM spare WHERE ready")
                .mapTo(Integer.class)
                .one());
    }

    /** @return nanoseconds */
    private static long business(Platform platform, Caller caller, String name, int number, StepCosts steps)
            throws InterruptedException {
        var server = platform.server("provisioning");
        var arguments = JsonMapper.shared()
                .createObjectNode()
                .put("businessName", name)
                .put("industry", INDUSTRIES.get(number % INDUSTRIES.size()))
                .put("country", COUNTRIES.get(number % COUNTRIES.size()));
        var call = ToolInvocation.of("provisioning_business_activate", arguments);
        if (!(server.call(caller, call) instanceof ToolAnswer.NeedsApproval needs)) {
            throw new Failed("setting up a business did not ask for approval");
        }
        String grant = platform.grants()
                .sign(new Grant(
                        UUID.randomUUID().toString(),
                        caller.tenant(),
                        call.tool(),
                        needs.argumentsHash(),
                        "bench",
                        name,
                        Platform.POLICY,
                        caller.user(),
                        Instant.now().plusSeconds(60)));
        long begin = System.nanoTime();
        if (!(server.call(caller, call.granted(grant)) instanceof ToolAnswer.Result)) {
            throw new Failed("setting up a business was refused");
        }
        while (!steps.ended(name)) {
            if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                throw new Failed(name + " did not become active in " + PATIENCE.toSeconds() + " s");
            }
            TimeUnit.MILLISECONDS.sleep(3);
        }
        return System.nanoTime() - begin;
    }
}
