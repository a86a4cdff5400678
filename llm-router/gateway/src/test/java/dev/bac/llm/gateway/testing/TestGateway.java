package dev.bac.llm.gateway.testing;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.TenantId;
import dev.bac.identity.UserId;
import dev.bac.llm.cache.AnswerCaches;
import dev.bac.llm.cache.AnswerStoreInMemory;
import dev.bac.llm.cache.CacheEvents;
import dev.bac.llm.cache.CacheLimits;
import dev.bac.llm.gateway.Gateway;
import dev.bac.llm.gateway.choice.Agents;
import dev.bac.llm.gateway.choice.Models;
import dev.bac.llm.gateway.web.Entrance;
import dev.bac.llm.gateway.web.Limits;
import dev.bac.llm.planner.PlannerModel;
import dev.bac.llm.resilience.Resilience;
import dev.bac.llm.resilience.ResilienceSettings;
import dev.bac.llm.routing.Catalogue;
import dev.bac.llm.routing.ProviderSettings;
import dev.bac.llm.routing.Providers;
import dev.bac.llm.routing.Router;
import dev.bac.llm.routing.Routing;
import dev.bac.llm.vendor.VendorHttp;
import dev.bac.retrieval.Embedder;
import java.time.Clock;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The gateway on a port of its own; key {@code good} is Jane's, {@code other} is Joe's, {@code busy} has used up its second. */
public final class TestGateway implements AutoCloseable {
    private final Server server;

    private TestGateway(Server server) {
        this.server = server;
    }

    /** No vendor is configured, so the planner answers. */
    public static TestGateway alone() {
        return with(Map.of());
    }

    /** @param environment as the process would see it */
    public static TestGateway with(Map<String, String> environment) {
        return start(environment, Agents.none());
    }

    /** The same, with a cache of answers. */
    public static TestGateway cached(Map<String, String> environment) {
        var clock = Clock.systemUTC();
        var store = new AnswerStoreInMemory(CacheLimits.USUAL, clock);
        return start(
                environment, Agents.none(), AnswerCaches.of(store, CacheEvents.NONE, clock, UnaryOperator.identity()));
    }

    public static TestGateway start(Map<String, String> environment, Agents agents) {
        return start(environment, agents, AnswerCaches.NONE);
    }

    private static TestGateway start(Map<String, String> environment, Agents agents, AnswerCaches caches) {
        var catalogue = Catalogue.shipped();
        var settings = new HashMap<>(environment);
        // Nobody listens there.
        settings.putIfAbsent("OLLAMA_HOST", "http://127.0.0.1:9");
        var clock = Clock.systemUTC();
        var providers = Providers.find(ProviderSettings.from(settings), catalogue, VendorHttp.create(clock));
        var count = new AtomicLong();
        var planner = new PlannerModel(
                Embedder.none(), clock, ZoneId.of("Europe/Berlin"), "DE", () -> "call_" + count.incrementAndGet());
        var router = Router.assemble(
                providers,
                catalogue,
                planner,
                new Resilience(ResilienceSettings.USUAL, Router.prices(catalogue), clock, new Random(1), time -> {}),
                Routing.FIXED,
                caches);
        var gateway = new Gateway(
                new Models(router, providers, agents),
                new Letters(),
                new Doors(),
                Limits.USUAL,
                clock,
                () -> Long.toHexString(count.incrementAndGet()));
        return listening(gateway);
    }

    private static TestGateway listening(Gateway gateway) {
        var threads = new QueuedThreadPool();
        threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("test-"));
        var server = new Server(threads);
        var connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        var context = new ServletContextHandler();
        gateway.mount(context);
        server.setHandler(context);
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return new TestGateway(server);
    }

    public int port() {
        return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }

    /** Connections that are open. */
    public int connections() {
        return ((ServerConnector) server.getConnectors()[0])
                .getConnectedEndPoints()
                .size();
    }

    /** A client with Jane's key. */
    public Client client() {
        return new Client("http://127.0.0.1:" + port(), "good");
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Vectors of the right length that tell texts apart. */
    private record Letters() implements Embedder {
        @Override
        public boolean ready() {
            return true;
        }

        @Override
        public Optional<List<float[]>> embed(List<String> texts) {
            return Optional.of(texts.stream()
                    .map(text -> {
                        var vector = new float[384];
                        text.chars().forEach(letter -> vector[letter % 384] += 0.5f);
                        return vector;
                    })
                    .toList());
        }
    }

    private record Doors() implements Entrance {
        private static final Map<String, String> KEYS = Map.of("good", "Jane", "other", "Joe", "busy", "Bob");

        @Override
        public Optional<Caller> caller(String key) {
            return Optional.ofNullable(KEYS.get(key))
                    .map(name -> new Caller(
                            new TenantId(new UUID(0, 1)),
                            new UserId(new UUID(0, name.hashCode())),
                            name,
                            Set.of(),
                            Set.of(),
                            Channel.API,
                            Optional.empty()));
        }

        @Override
        public long waitSeconds(String who) {
            return who.equals(new UserId(new UUID(0, "Bob".hashCode())).toString()) ? 3 : 0;
        }
    }
}
