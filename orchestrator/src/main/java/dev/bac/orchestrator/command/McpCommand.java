package dev.bac.orchestrator.command;

import dev.bac.identity.Caller;
import dev.bac.mcp.ToolServer;
import dev.bac.mcp.serving.McpStdio;
import dev.bac.orchestrator.access.Company;
import dev.bac.orchestrator.access.StdioEntrance;
import dev.bac.orchestrator.command.instance.Connections;
import dev.bac.orchestrator.command.instance.Failed;
import dev.bac.orchestrator.command.instance.Options;
import dev.bac.orchestrator.command.instance.WhileOpen;
import dev.bac.orchestrator.command.instance.Wrong;
import dev.bac.orchestrator.config.IdentitySettings;
import dev.bac.orchestrator.platform.Access;
import dev.bac.orchestrator.platform.FirstStart;
import dev.bac.orchestrator.platform.Servers;
import dev.bac.orchestrator.platform.Storage;
import dev.bac.store.UuidV7;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bac mcp}: one domain's server on standard input and output, for a client on this machine. */
@Command(name = "mcp", description = "Serve a domain over MCP on stdio.", mixinStandardHelpOptions = true)
final class McpCommand implements Callable<Integer> {
    @Mixin
    private final Options options = new Options();

    @Parameters(paramLabel = "DOMAIN", description = "crm, erp, finance, messaging or provisioning.")
    private String domain = "";

    @Option(names = "--tenant", defaultValue = FirstStart.SLUG)
    private String tenant = FirstStart.SLUG;

    @Option(names = "--user", defaultValue = FirstStart.ADMIN, description = "On whose behalf (default admin).")
    private String user = FirstStart.ADMIN;

    @Override
    public Integer call() throws IOException {
        Clock clock = Clock.systemUTC();
        var settings = options.settings();
        var server = Servers.find(domain, settings, clock)
                .orElseThrow(
                        () -> new Wrong("no domain \"" + domain + "\"; there are " + String.join(", ", Servers.NAMES)));
        var ids = new UuidV7(clock, new SecureRandom());
        try (var open = new WhileOpen(OptionalInt.empty())) {
            Storage storage = Connections.open(settings, open);
            var access = Access.open(storage.database(), clock, ids);
            var security = access.security("stdio:", IdentitySettings.BUILT_IN, clock, ids);
            try (var tools = ToolServer.open(server, storage.database(), security, clock)) {
                var approvals = access.approvals(
                        security,
                        "the web page (./bac up), under Approvals",
                        clock,
                        options.settings().approvals().expireAfter());
                McpStdio.serve(tools, approvals, caller(access), System.in, System.out);
            }
        }
        return 0;
    }

    /** Whoever may read the data folder is its owner; they name whom they act for. */
    private Caller caller(Access access) {
        Company company = access.companies()
                .find(tenant)
                .orElseThrow(() -> new Failed(
                        "there is no tenant \"" + tenant + "\" here; start ./bac up once to make the first one"));
        return new StdioEntrance(access.members())
                .caller(company.id(), user)
                .orElseThrow(() -> new Failed("there is no user \"" + user + "\" in " + tenant));
    }
}
