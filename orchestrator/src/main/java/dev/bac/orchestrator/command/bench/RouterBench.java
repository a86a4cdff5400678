package dev.bac.orchestrator.command.bench;

import dev.bac.identity.Role;
import dev.bac.llm.budget.Per;
import dev.bac.llm.budget.Period;
import dev.bac.llm.budget.Quantity;
import dev.bac.orchestrator.command.instance.Options;
import dev.bac.orchestrator.command.instance.Running;
import dev.bac.orchestrator.config.BudgetSettings;
import dev.bac.orchestrator.config.LimitSettings;
import dev.bac.orchestrator.config.ModelSettings;
import dev.bac.orchestrator.config.ServerSettings;
import dev.bac.orchestrator.config.Settings;
import dev.bac.orchestrator.load.LoadProcess;
import dev.bac.orchestrator.load.LoadProcess.Target;
import dev.bac.orchestrator.load.MockVendor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the gateway adds to a call of an instant vendor. Vendor, callers and gateway are a process each on this machine.
 * Everything is on as shipped: keys checked, budgets in money and requests reserved and settled, every decision and call
 * written down, metrics counted; only the limit of requests a second is lifted.
 */
record RouterBench(Path data, Plan plan) {
    private static final LimitSettings LIMITS = new LimitSettings(4L << 20, 1_000_000, 200, Duration.ofMinutes(2), 64);
    private static final BudgetSettings BUDGETS = new BudgetSettings(List.of(
            budget(Per.TENANT, "1000000 USD"), budget(Per.USER, "1000000000 requests"), budget(Per.KEY, "1000 USD")));

    /**
     * What is measured.
     *
     * @param trials of each way
     * @param seconds each
     * @param rate of the open loop, requests a second
     * @param streams held open at once; 0: requests are measured instead
     * @param only how the names of the measured ways begin
     */
    record Plan(int trials, int seconds, int rate, int streams, String only) {}

    private static BudgetSettings.Entry budget(Per per, String limit) {
        return new BudgetSettings.Entry(
                Optional.empty(),
                per,
                "*",
                Quantity.parse(limit).orElseThrow(),
                Period.MONTH,
                BudgetSettings.USUAL_ALERTS);
    }

    void run() throws IOException, InterruptedException {
        Process vendor = LoadProcess.java(MockVendor.class, "-Xmx512m");
        try (var callers = LoadProcess.start()) {
            int port =
                    Integer.parseInt(vendor.inputReader(StandardCharsets.UTF_8).readLine());
            try (var running = Running.start(settings("http://127.0.0.1:" + port + "/v1"), false)) {
                Quiet.await();
                var ways = ways(running, port);
                if (plan.streams() > 0) {
                    new HeldStreams(callers, plan.streams(), Duration.ofSeconds(plan.seconds()))
                            .run(ways.slow(), vendor.pid());
                } else {
                    new RouterTrials(callers, plan).run(ways.requests());
                }
            }
        } finally {
            vendor.destroy();
        }
    }

    private Settings settings(String mock) {
        Settings usual = new Options().defaults().with(new ServerSettings("127.0.0.1", 0, data));
        var models = new ModelSettings(
                List.of(), List.of(new ModelSettings.Endpoint("mock", mock, Optional.of("mock"), "mock")));
        return usual.with(models).with(LIMITS).with(BUDGETS);
    }

    /** What can be asked, the vendor itself first. */
    private record Ways(List<RouterTrials.Way> requests, Target slow) {}

    private static Ways ways(Running running, int vendor) {
        var access = running.platform().access();
        var company = access.companies().active().getFirst();
        var member = access.members().enrol(company.id(), "bench", Set.of(Role.USER));
        String key = access.keys()
                .create(member, Set.of(Role.USER), "bench", Optional.empty())
                .text();
        int here = java.net.URI.create(running.platform().baseUrl()).getPort();
        String text = "Which invoices are overdue? ".repeat(36);
        String openAi =
                "{\"model\":\"%s\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}";
        String anthropic = "{\"model\":\"mock/mock\",\"stream\":%s,\"max_tokens\":500,\"messages\":[{\"role\":\"user\","
                + "\"content\":\"" + text + "\"}]}";
        String chat = "/v1/chat/completions";
        var direct = new RouterTrials.Way(
                "direct, stream", new Target(vendor, chat, "mock", openAi.formatted("mock", true)), 0);
        var directWhole = new RouterTrials.Way(
                "direct, whole", new Target(vendor, chat, "mock", openAi.formatted("mock", false)), 1);
        return new Ways(
                List.of(
                        direct,
                        directWhole,
                        new RouterTrials.Way(
                                "chat, stream", new Target(here, chat, key, openAi.formatted("mock/mock", true)), 0),
                        new RouterTrials.Way(
                                "chat, whole", new Target(here, chat, key, openAi.formatted("mock/mock", false)), 1),
                        new RouterTrials.Way(
                                "messages (other format), stream",
                                new Target(here, "/v1/messages", key, anthropic.formatted(true)),
                                0)),
                new Target(here, chat, key, openAi.formatted("mock/slow", true)));
    }
}
