package dev.bac.orchestrator.platform;

import dev.bac.mcp.ToolServer;
import dev.bac.mcp.serving.McpHttp;
import dev.bac.messaging.vendor.Vendors;
import dev.bac.orchestrator.config.Settings;
import dev.bac.orchestrator.http.DomainHttp;
import dev.bac.orchestrator.http.HealthResource;
import dev.bac.orchestrator.http.HttpServer;
import dev.bac.orchestrator.http.Resource;
import dev.bac.orchestrator.http.VendorWebhookResource;
import dev.bac.orchestrator.servers.SealingKey;
import dev.bac.store.UuidV7;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Map;

/** One domain's server as a process of its own, beside any number of others on the same database. */
public final class DomainProcess implements AutoCloseable {
    private final Started started;
    private final String address;

    private DomainProcess(String domain, Settings settings, Started started) {
        this.started = started;
        Clock clock = Clock.systemUTC();
        var ids = new UuidV7(clock, new SecureRandom());
        String host = settings.server().host();
        int port = Ports.claim(host, settings.server().port());
        String base = "http://" + Ports.reachable(host) + ":" + port;
        address = base + "/mcp/" + domain;

        Storage storage = started.opened(Storage.open(settings, clock, ids));
        var access = Access.open(storage.database(), clock, ids);
        var messengers = Messengers.of(settings.messaging(), new ActiveTenants(access.companies(), clock), clock);
        Vendors vendors = messengers.vendors();
        var security = access.security(settings.identity().url().orElse(base), settings.identity(), clock, ids);
        var approvals = access.approvals(
                security,
                "the web page of the orchestrator, under Approvals",
                clock,
                settings.approvals().expireAfter());
        ToolServer server = started.opened(
                ToolServer.open(Servers.find(domain, vendors).orElseThrow(), storage.database(), security, clock));
        var resources = new ArrayList<Resource>();
        if (domain.equals("messaging")) {
            var dispatcher = started.opened(messengers.dispatch(server.store(), vendors, URI.create(base)));
            started.opened(messengers.campaigns(server.store(), vendors, dispatcher));
            started.opened(messengers.hooks(
                    server.store(),
                    new SealedSecrets(SealingKey.of(settings.server().data(), new SecureRandom()))));
            resources.add(new VendorWebhookResource(
                    messengers.reception(server.store(), vendors),
                    settings.messaging().url().map(URI::toString).orElse(base)));
        }
        var health = new HealthResource(
                Map.of(domain, () -> Api.answers(server.store())),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
        var place = new HttpServer.Address(host, port, context -> McpHttp.mount(context, server, approvals));
        started.opened(DomainHttp.start(place, health, resources, ids));
    }

    /**
     * Starts it; what has started is stopped again when a later part cannot.
     *
     * @param domain one of {@link Servers#NAMES}
     */
    public static DomainProcess start(String domain, Settings settings) {
        var started = new Started();
        try {
            return new DomainProcess(domain, settings, started);
        } catch (RuntimeException | Error e) {
            started.close();
            throw e;
        }
    }

    /** Where it answers, such as {@code http://127.0.0.1:8080/mcp/crm}. */
    public String address() {
        return address;
    }

    @Override
    public void close() {
        started.close();
    }
}
