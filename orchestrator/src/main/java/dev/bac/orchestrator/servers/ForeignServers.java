package dev.bac.orchestrator.servers;

import dev.bac.identity.Caller;
import dev.bac.identity.Grants;
import dev.bac.identity.TenantId;
import dev.bac.orchestrator.config.ForeignServerSettings;
import dev.bac.orchestrator.problem.ProblemCode;
import dev.bac.orchestrator.problem.Refusal;
import dev.bac.store.Audit;
import dev.bac.store.AuditEntry;
import dev.bac.store.Store;
import dev.bac.tools.Tool;
import dev.bac.tools.Toolbox;
import dev.bac.tools.ToolboxException;
import dev.bac.tools.mcp.foreign.Consent;
import dev.bac.tools.mcp.foreign.ForeignToolbox;
import dev.bac.tools.mcp.foreign.Pins;
import dev.bac.tools.mcp.oauth.OauthFailure;
import dev.bac.tools.mcp.session.Attendant;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The foreign servers of this installation. None is asked for anything at the start: one that is down is down for those
 * who use it, and says so in its status.
 */
public final class ForeignServers implements AutoCloseable {
    /** What it stands on. */
    public record Ground(Store store, SealingKey key, Grants grants, String policyVersion, InstantSource clock) {}

    private static final Duration LISTED_WITHIN = Duration.ofSeconds(20);

    private final List<ForeignServerSettings> settings;
    private final Store store;
    private final InstantSource clock;
    private final Pins pins;
    private final Connecting connecting = new Connecting();
    private final Map<String, ForeignToolbox> connected = new LinkedHashMap<>();
    private final Map<String, HostedServer> hosted = new LinkedHashMap<>();

    /**
     * All of them.
     *
     * @param url where browsers find us
     * @param isCompany whether a company has that short name
     */
    public ForeignServers(
            List<ForeignServerSettings> settings,
            Ground ground,
            Attendant attendant,
            String url,
            BiPredicate<TenantId, String> isCompany) {
        this.settings = List.copyOf(settings);
        this.store = ground.store();
        this.clock = ground.clock();
        this.pins = new PostgresPins(store);
        var once = new UsedOnce(store);
        var around = new ForeignToolbox.Surroundings(
                pins,
                new Consent(ground.grants(), ground.policyVersion(), once::first),
                new PostgresTokens(store, ground.key(), ground.clock()),
                new PostgresRegistrations(store, ground.key(), ground.clock()),
                attendant,
                ground.clock(),
                new SecureRandom());
        var identity = new OurIdentity(url);
        for (var server : settings) {
            var toolbox = new ForeignToolbox(identity.server(server, connecting.browser(server.name())), around);
            connected.put(server.name(), toolbox);
            hosted.put(
                    server.name(),
                    new HostedServer(
                            server.name(),
                            toolbox,
                            caller -> server.tenants().isEmpty()
                                    || server.tenants().stream()
                                            .anyMatch(slug -> isCompany.test(caller.tenant(), slug)),
                            store));
        }
    }

    /** By name, for the toolbox that agents reach. */
    public Map<String, Toolbox> toolboxes() {
        return new LinkedHashMap<>(hosted);
    }

    /** Those that this caller's company may use, asked now, all at once. */
    public List<ServerStatus> list(Caller caller) {
        var answers = new LinkedHashMap<ForeignServerSettings, Future<ServerStatus>>();
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            settings.stream()
                    .filter(server -> host(server.name())
                            .filter(one -> one.admits(caller))
                            .isPresent())
                    .forEach(server -> answers.put(server, threads.submit(() -> status(caller, server))));
            Instant end = clock.instant().plus(LISTED_WITHIN);
            return answers.entrySet().stream()
                    .map(answer -> within(answer.getKey(), answer.getValue(), end))
                    .toList();
        } finally {
            threads.shutdownNow();
        }
    }

    private ServerStatus within(ForeignServerSettings server, Future<ServerStatus> answer, Instant end) {
        try {
            long left = Math.max(0, Duration.between(clock.instant(), end).toMillis());
            return answer.get(left, TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            var detail = "it does not answer within " + LISTED_WITHIN.toSeconds() + " s";
            return new ServerStatus(server.name(), server.at(), "down", detail, List.of(), List.of());
        } catch (ExecutionException ours) {
            throw new IllegalStateException(ours.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /**
     * Accepts what waits of a server.
     *
     * @param seen hashes of the definitions that the admin has seen; empty for all that waits now
     * @return the tools accepted
     * @throws Refusal when there is no such server here
     */
    public List<String> accept(Caller caller, String name, Optional<Set<String>> seen) {
        var server = require(caller, name);
        var accepted = pins.waiting(caller.tenant()).stream()
                .filter(one -> one.server().equals(name))
                .filter(one -> seen.isEmpty() || seen.get().contains(one.hash()))
                .toList();
        store.write(caller.tenant(), tx -> {
            for (var one : accepted) {
                PostgresPins.accept(tx, name, one.changed().name(), one.hash());
                Audit.write(tx, audit(caller, name, one));
            }
            return accepted.size();
        });
        server.forget();
        return accepted.stream().map(one -> one.changed().name()).toList();
    }

    /**
     * Begins to connect a server for the caller's company.
     *
     * @return the page to open; empty when the server lets us in already
     * @throws Refusal when there is no such server here, or it cannot be connected
     */
    public Optional<URI> connect(Caller caller, String name) {
        var server = require(caller, name);
        try {
            return connecting.connect(name, caller, () -> server.now(caller));
        } catch (OauthFailure failed) {
            throw Refusal.of(ProblemCode.TOOL_UNAVAILABLE, name + " cannot be connected: " + failed.getMessage());
        }
    }

    /** Takes a browser that came back from an authorization server; see {@link Connecting#returned}. */
    public String returned(URI back) {
        var name = connecting.returned(back);
        host(name).ifPresent(HostedServer::forget);
        return name;
    }

    @Override
    public void close() {
        connected.values().forEach(ForeignToolbox::close);
    }

    private ServerStatus status(Caller caller, ForeignServerSettings server) {
        List<Tool> tools = List.of();
        var state = "ready";
        var detail = "";
        try {
            tools = host(server.name()).orElseThrow().now(caller);
        } catch (ToolboxException away) {
            state = caused(away, OauthFailure.class) ? "not_connected" : "down";
            detail = String.valueOf(away.getMessage());
        }
        var accepted = pins.accepted(caller.tenant(), server.name());
        var waiting = pins.waiting(caller.tenant()).stream()
                .filter(one -> one.server().equals(server.name()))
                .map(one -> new ServerStatus.Waiting(
                        one.changed().name(),
                        one.hash(),
                        !accepted.containsKey(one.changed().name()),
                        one.changed().title(),
                        one.changed().description()))
                .toList();
        return new ServerStatus(
                server.name(),
                server.at(),
                state,
                detail,
                tools.stream().map(Tool::name).toList(),
                waiting);
    }

    private static boolean caused(Throwable thrown, Class<? extends Throwable> type) {
        @Nullable Throwable at = thrown;
        for (int depth = 0; at != null && depth < 10; depth++) {
            if (type.isInstance(at)) {
                return true;
            }
            at = at.getCause();
        }
        return false;
    }

    private HostedServer require(Caller caller, String name) {
        return host(name).filter(server -> server.admits(caller)).orElseThrow(() -> Refusal.notFound("server"));
    }

    private Optional<HostedServer> host(String name) {
        return Optional.ofNullable(hosted.get(name));
    }

    private static AuditEntry audit(Caller caller, String server, Pins.Quarantined accepted) {
        var details = JsonNodeFactory.instance
                .objectNode()
                .put("server", server)
                .put("tool", accepted.changed().name())
                .put("hash", accepted.hash());
        return new AuditEntry(
                caller.user().toString(), Optional.empty(), caller.channel().name(), "server.accept", "done", details);
    }
}
